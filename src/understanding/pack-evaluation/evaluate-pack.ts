import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createUnderstander } from '../create-understander.ts';
import type { EmbeddedReading } from '../intent/intent-model.ts';
import type { Pack } from '../pack/load-pack.ts';
import { emotions, type Understander } from '../types.ts';

/** One utterance of the evaluation collection, which nothing is trained on. */
export type EvaluationLine = { intent: string; text: string; shopSaid?: string };

/** How well one file of the evaluation collection is read; shares are 0 … 1. */
export type PackEvaluation = {
  file: string;
  utterances: number;
  accuracy: number;
  /** The true intent is among the three best. */
  topThree: number;
  /** Share found of the intents that must not be missed, all files' lines of the intent in this file. */
  recall: Readonly<Record<string, number>>;
  misses: readonly { text: string; intent: string; found: string }[];
};

/** The same for emotions: how many negative messages are seen, and how many others are taken for negative. */
export type EmotionEvaluation = {
  utterances: number;
  accuracy: number;
  negativeRecall: number;
  falseAlarms: number;
};

/** Intents that must be found: who complains, wants a person or has a problem with the goods. */
const neverMissed = ['complaint', 'human.request', 'issue.quality', 'issue.damaged', 'issue.wrong', 'issue.missing'];
const negative: ReadonlySet<string> = new Set(['anxious', 'worried', 'disappointed', 'angry']);

/** Folder of the evaluation collection in the source tree; it is not part of what runs. */
export function evaluationFolder(): string {
  const places = ['.', '../src/understanding/pack-evaluation', '../../src/understanding/pack-evaluation'];
  const folders = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return folders.find((place) => existsSync(join(place, 'emotions.zh-CN.tsv'))) ?? 'src/understanding/pack-evaluation';
}

/** The intent files of the collection: name → lines (intent, text, what the shop had asked). */
export function readEvaluation(folder: string): ReadonlyMap<string, readonly EvaluationLine[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tsv') && !name.startsWith('emotions.'));
  return new Map(files.sort().map((name) => [name.slice(0, -4), rowsOf(join(folder, name)).flatMap(readLine)]));
}

/**
 * Reads the whole collection with the built-in models, as a shop without a catalogue would; `byEmbedder` are the utterances that an
 * embedder has read, too.
 */
export function evaluatePack(
  pack: Pack,
  folder: string,
  byEmbedder: ReadonlyMap<string, EmbeddedReading> = new Map(),
): { intents: readonly PackEvaluation[]; emotions: EmotionEvaluation } {
  const reader = createUnderstander({ pack, catalogue: { products: [], options: [], orderNumberPatterns: [] } });
  const intents = [...readEvaluation(folder)].map(([file, lines]) => evaluateFile(reader, file, lines, byEmbedder));
  return { intents, emotions: evaluateEmotions(reader, rowsOf(join(folder, 'emotions.zh-CN.tsv'))) };
}

function evaluateFile(
  reader: Understander,
  file: string,
  lines: readonly EvaluationLine[],
  byEmbedder: ReadonlyMap<string, EmbeddedReading>,
): PackEvaluation {
  const read = lines.map((line) => {
    const context = line.shopSaid === undefined ? [] : [{ from: 'shop' as const, text: line.shopSaid }];
    const found = reader
      .understand(line.text, context, undefined, byEmbedder.get(line.text))
      .intents.map(({ intent }) => intent);
    return { ...line, found: found[0] ?? '', isNear: found.slice(0, 3).includes(line.intent) };
  });
  const right = read.filter(({ intent, found }) => intent === found);
  const recall = neverMissed.flatMap((intent): [string, number][] => {
    const all = read.filter((line) => line.intent === intent);
    return all.length === 0
      ? []
      : [
          [
            intent,
            share(
              right.filter((line) => line.intent === intent),
              all,
            ),
          ],
        ];
  });
  return {
    file,
    utterances: read.length,
    accuracy: share(right, read),
    topThree: share(
      read.filter(({ isNear }) => isNear),
      read,
    ),
    recall: Object.fromEntries(recall),
    misses: read
      .filter(({ intent, found }) => intent !== found)
      .map(({ text, intent, found }) => ({ text, intent, found })),
  };
}

function evaluateEmotions(reader: Understander, rows: readonly (readonly string[])[]): EmotionEvaluation {
  const read = rows.map(([emotion = '', , text = '']) => ({ emotion, found: reader.understand(text).emotion }));
  const known = read.filter(({ emotion }) => emotions.some((one) => one === emotion));
  const upset = known.filter(({ emotion }) => negative.has(emotion));
  const others = known.filter(({ emotion }) => !negative.has(emotion));
  return {
    utterances: known.length,
    accuracy: share(
      known.filter(({ emotion, found }) => emotion === found),
      known,
    ),
    negativeRecall: share(
      upset.filter(({ found }) => negative.has(found)),
      upset,
    ),
    falseAlarms: share(
      others.filter(({ found }) => negative.has(found)),
      others,
    ),
  };
}

function rowsOf(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

function readLine([intent = '', text = '', shopSaid]: readonly string[]): EvaluationLine[] {
  if (text === '') return [];
  return [shopSaid === undefined ? { intent, text } : { intent, text, shopSaid }];
}

function share(part: readonly unknown[], whole: readonly unknown[]): number {
  return whole.length === 0 ? 0 : Math.round((part.length / whole.length) * 1000) / 1000;
}
