import type { Http } from './http.ts';
import type { LocalizedText, TablePreview, UploadView } from './index.ts';

export type TableKind = TablePreview['kind'];

/** How the columns of a table are taken: column → field, empty where nothing is made of it. */
export type ColumnChoice = { kind: TableKind; own: Readonly<Record<string, string>> };

export type TableFields = Readonly<
  Record<TableKind, readonly { field: string; label: LocalizedText; isNeeded: boolean }[]>
>;

/** Calls about tables that are brought into the shop from a file. */
export function tableCalls(http: Http) {
  return {
    tables: () => http<{ fields: TableFields; imports: readonly UploadView[] }>('GET', '/tables'),
    uploadTable: (file: File) =>
      http<{ preview: TablePreview }>('POST', '/tables', {
        raw: { bytes: file, contentType: 'application/octet-stream', name: file.name },
      }),
    previewTable: (importId: string, body: ColumnChoice) =>
      http<{ preview: TablePreview }>('POST', `/tables/${importId}/preview`, { body }),
    importTable: (importId: string, body: ColumnChoice) =>
      http<{ imports: readonly UploadView[] }>('POST', `/tables/${importId}/import`, { body }),
  };
}
