import type { RefusalReason } from './refusal-reasons.ts';

/** A file as a shop hands it over; the ending of its name says how it is read. */
export type KnowledgeFile = { name: string; bytes: Uint8Array };

/** Why one entry of a file was not taken. `line` counts from 1: a line, a row, a page, or for JSON the entry's number. */
export type Refusal = RefusalReason & { file: string; line: number; sheet?: string };

/** One entry as it stands in a file, before it is checked. Columns may end in a language: `answer.zh-TW`. */
export type RawEntry = { line: number; cells: Readonly<Record<string, string>> } | { line: number; document: unknown };

/** What a reader made of a file. */
export type FileReading = { entries: readonly RawEntry[]; refused: readonly Omit<Refusal, 'file'>[] };

/** Larger files are refused: they are cut before they are read, not while they fill the memory. */
export const largestFileBytes = 20_000_000;
