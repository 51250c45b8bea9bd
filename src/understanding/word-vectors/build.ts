// Trains the word vectors that ship with Peakdesk: `npx tsx src/understanding/word-vectors/build.ts DATA_FOLDER` (see word-vectors.md).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { normalizeText } from '../normalize/normalize-text.ts';
import { wordsOf } from '../normalize/words.ts';
import { trainWordVectors } from './train-word-vectors.ts';
import { encodeWordVectors } from './word-vectors-file.ts';

const labelledFiles = [
  'reviews-zh-train.json.gz',
  'emotion6-zh-train.json',
  'smp2019zh-train.json',
  'banking77-train.json',
  'clinc150-train.json',
  'hwu64-train.json',
];
const pairFile = 'question-pairs-zh-train.csv.gz';

const folder = process.argv[2];
if (folder === undefined) throw new Error('wanted: the folder with the training data');
const texts = [
  ...labelledFiles.flatMap((name) => readLabelled(join(folder, name))),
  ...readPairs(join(folder, pairFile)),
];
const tokenised = texts.map((text) => wordsOf(normalizeText(text).text).filter((word) => /^[\p{L}:]/u.test(word)));
const trained = trainWordVectors(tokenised, { dimensions: 96, mostWords: 20_000, leastCount: 4 });
const bytes = encodeWordVectors(trained);
writeFileSync(new URL('./word-vectors.bin', import.meta.url), bytes);
process.stdout.write(`${JSON.stringify({ texts: texts.length, words: trained.words.length, bytes: bytes.length })}\n`);

function readLabelled(path: string): string[] {
  const rows = z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(readText(path)));
  return rows.map(([text]) => text);
}

function readPairs(path: string): string[] {
  const lines = readText(path).replaceAll('\uFEFF', '').split('\n');
  return lines.flatMap((line) => line.split('\t').slice(1, 3));
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
