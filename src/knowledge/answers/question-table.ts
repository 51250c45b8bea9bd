import { z } from 'zod';
import table from './question-words.json' with { type: 'json' };
import { patternOf } from './word-pattern.ts';

/** A row of question-words.json: words that prove what a question is about. */
export type QuestionWords = {
  intent: string;
  /** The plain question behind the words. */
  ask?: string | undefined;
  /** Only behind an answer to one of these intents. */
  after?: readonly string[] | undefined;
  /** The words go before what the classifier is sure of. */
  isPlain: boolean;
  patterns: readonly RegExp[];
  /** Words that make it something else. */
  exceptions: readonly RegExp[];
};

/** The table, read and checked once. */
export function readQuestionWords(): readonly QuestionWords[] {
  return rows;
}

const schema = z.array(
  z.strictObject({
    intent: z.string(),
    ask: z.string().optional(),
    after: z.array(z.string()).optional(),
    isPlain: z.boolean().default(false),
    not: z.array(z.string()).default([]),
    words: z.array(z.string()).min(1),
  }),
);

const rows: readonly QuestionWords[] = schema
  .parse(table)
  .map(({ words, not, ...rest }) => ({ ...rest, patterns: words.map(patternOf), exceptions: not.map(patternOf) }));
