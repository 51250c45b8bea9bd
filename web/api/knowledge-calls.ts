import type { Http } from './http.ts';
import type { LocalizedText, OwnIntent } from './index.ts';

/** One question of the shop with its answer, in three languages. */
export type FaqDocument = {
  topic: string;
  intent: string;
  questions: Readonly<Record<'zh-CN' | 'zh-TW' | 'en', readonly string[]>>;
  answer: LocalizedText;
  policies: readonly string[];
};

/** A wish that the shop teaches by examples, and what is done about it. */
export type OwnIntentDocument = {
  name: string;
  examples: readonly string[];
  leadsTo: OwnIntent['leadsTo'];
};
export type OwnIntentRow = { itemId: string; document: OwnIntentDocument };

/** What a message is read as: the taught wish, if it is one, and the built-in intents behind it. */
export type MessageReading = {
  own: { itemId: string; name: string; confidence: number } | null;
  builtIn: readonly { intent: string; confidence: number; name: LocalizedText | null }[];
};

/** A piece of knowledge; the workspace edits questions and taught wishes, other kinds are shown. */
export type KnowledgeRow = {
  kind: string;
  itemId: string;
  document: FaqDocument;
  validFrom?: string;
  validTo?: string;
};

export type DraftRow = Omit<KnowledgeRow, 'document'> & {
  /** Null: the piece is to go. */
  document: FaqDocument | OwnIntentDocument | null;
  state: 'draft' | 'approved';
  source: string;
  writtenBy: string;
  approvedBy?: string;
  updatedAt: string;
};

export type KnowledgePage = { items: readonly KnowledgeRow[]; next?: string };
export type FileReading = {
  items: readonly KnowledgeRow[];
  refused: readonly ImportRefusal[];
};
/** Why a part of a file was not taken; `reason` says the same in English. */
export type ImportRefusal = {
  line: number;
  sheet?: string;
  key: string;
  parameters: Readonly<Record<string, string | number>>;
  reason: string;
};
export type Finding = { kind: string; items: readonly string[]; detail: string };
/** What the items of findings are called, by id. */
export type Titles = Readonly<Record<string, Readonly<Record<'zh-CN' | 'zh-TW' | 'en', string>>>>;
export type ReleaseRow = { release: number; createdAt: string; note: string };
export type ReleaseReport = { release: number; added: number; changed: number; removed: number };
type Key = { kind: string; itemId: string };

/** Calls of the knowledge screen. */
export function knowledgeCalls(http: Http) {
  const keysOf = (rows: readonly Key[]) => rows.map(({ kind, itemId }) => ({ kind, itemId }));
  return {
    knowledge: (search: string, after?: string) =>
      http<KnowledgePage>('GET', '/knowledge', { query: { kind: 'faq', search, after } }),
    ownIntents: () =>
      http<{ items: readonly OwnIntentRow[] }>('GET', '/knowledge', { query: { kind: 'intent', search: '' } }),
    namedIntents: () => http<{ intents: readonly { intent: string; name: LocalizedText }[] }>('GET', '/intents'),
    readMessage: (text: string, intent?: OwnIntentRow) =>
      http<MessageReading>('POST', '/intents/read', { body: { text, ...(intent ? { intent } : {}) } }),
    drafts: () => http<{ drafts: readonly DraftRow[] }>('GET', '/knowledge/drafts'),
    saveDrafts: (items: readonly (Key & { document: FaqDocument | OwnIntentDocument | null })[], source = '') =>
      http<{ drafts: readonly DraftRow[] }>('PUT', '/knowledge/drafts', { body: { items, source } }),
    approveDrafts: (rows: readonly Key[]) =>
      http<{ approved: number }>('POST', '/knowledge/drafts/approve', { body: { items: keysOf(rows) } }),
    discardDrafts: (rows: readonly Key[]) =>
      http<{ discarded: number }>('POST', '/knowledge/drafts/discard', { body: { items: keysOf(rows) } }),
    readKnowledgeFile: (file: File) =>
      http<FileReading>('POST', '/knowledge/read-file', {
        raw: { bytes: file, contentType: 'application/octet-stream', name: file.name },
      }),
    checkWords: (text: string) =>
      http<{ findings: readonly { word: string; group: string }[] }>('POST', '/knowledge/check-words', {
        body: { text },
      }),
    checkKnowledge: () => http<{ findings: readonly Finding[]; titles: Titles }>('GET', '/knowledge/check'),
    releases: () => http<{ releases: readonly ReleaseRow[] }>('GET', '/knowledge/releases'),
    release: (note: string) => http<ReleaseReport>('POST', '/knowledge/releases', { body: { note } }),
    restoreRelease: (release: number) => http<ReleaseReport>('POST', `/knowledge/releases/${release}/restore`),
  };
}
