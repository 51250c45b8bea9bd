import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelVersion } from '../intent/intent-model.ts';
import type { Example } from '../intent/train-model.ts';
import { readShippedFile } from '../shipped-file.ts';
import { emotions, replyLanguages } from '../types.ts';

/** An utterance of the emotion collection. */
export type EmotionExample = { text: string; emotion: string; intensity: string };

/** The built-in collections as read from their files, and a hash that changes with any of them. */
export type PackFiles = { utterances: readonly Example[]; emotions: readonly EmotionExample[]; dataHash: string };

/** Folder of the built-in collections, seen from the source tree and from a bundle in `dist/`. */
export function defaultPackFolder(): string {
  const places = ['.', '../src/understanding/pack'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(join(place, 'utterances'))) ?? 'src/understanding/pack';
}

/** Reads all `utterances/<language>/*.tsv` (intent, text) and `emotions/<language>.tsv` (emotion, intensity, text). */
export function readPackFiles(folder: string): PackFiles {
  const hash = createHash('sha256').update(`models ${modelVersion}`);
  hash.update(readShippedFile('word-vectors/word-vectors.bin') ?? '');
  const read = (path: string) => {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    hash.update(`\n${text.length}\n`).update(text);
    return linesOf(text);
  };
  const utterances = replyLanguages.flatMap((language) =>
    filesOf(join(folder, 'utterances', language))
      .flatMap(read)
      .flatMap(readUtterance),
  );
  const emotionExamples = replyLanguages
    .flatMap((language) => read(join(folder, 'emotions', `${language}.tsv`)))
    .flatMap(readEmotion);
  return { utterances, emotions: emotionExamples, dataHash: hash.digest('hex').slice(0, 32) };
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .map((name) => join(folder, name));
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/u).filter((line) => line !== '' && !line.startsWith('#'));
}

/** Lines that are no utterance (a heading, an unfinished line) are left out. */
function readUtterance(line: string): Example[] {
  const [label = '', text = ''] = line.split('\t');
  return /^[a-z]+(\.[a-z_]+)?$/u.test(label) && text !== '' ? [{ label, text }] : [];
}

const knownEmotions: ReadonlySet<string> = new Set(emotions);

function readEmotion(line: string): EmotionExample[] {
  const [emotion = '', intensity = '', text = ''] = line.split('\t');
  return knownEmotions.has(emotion) && /^[0-3]$/u.test(intensity) && text !== '' ? [{ emotion, intensity, text }] : [];
}
