import type { Database, Secrets, ShopId } from '../platform/index.ts';
import type { LocalizedText } from './types.ts';

/** Why an entry (or a whole file) is not taken: file and line (from 1; 0 is the file itself) as a person finds them. */
export type Refusal = {
  file: string;
  line: number;
  column?: number;
  reason: string;
  /** The reason for a screen, where there is one. */
  words?: LocalizedText;
};

export type ImportProgress = { step: 'read' | 'write'; done: number; total: number };

/** Rows read, rows that were written because they are new or different, and entries that are not as they should be. */
export type ImportReport = {
  read: number;
  changed: number;
  refused: readonly Refusal[];
  /** How the columns of a table were taken. */
  columns?: {
    kind: string;
    places: Readonly<Record<string, number>>;
    unused: readonly string[];
    missing: readonly string[];
  };
};

/** Brings a shop in from files: all or nothing, and the same files a second time change nothing. */
export type ShopImporter = (parts: {
  database: Database;
  secrets: Secrets;
  shopId: ShopId;
  from: string;
  /** Columns of a table that are named otherwise than known: column → field. */
  map?: Readonly<Record<string, string>>;
  /** Says what would be written and writes nothing; formats that cannot refuse it. */
  isPreview?: boolean;
  onProgress?: (progress: ImportProgress) => void;
}) => Promise<ImportReport>;

/** Writes a shop out; tells how many entries each collection has. */
export type ShopExporter = (parts: {
  database: Database;
  secrets: Secrets;
  shopId: ShopId;
  to: string;
}) => Promise<Readonly<Record<string, number>>>;
