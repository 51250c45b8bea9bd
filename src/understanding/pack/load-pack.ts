import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntentModel } from '../intent/intent-model.ts';
import { decodeModel, encodeModel } from '../intent/model-file.ts';
import { trainModel } from '../intent/train-model.ts';
import { defaultPackFolder, type PackFiles, readPackFiles } from './pack-files.ts';
import { plainMessages } from './plain-messages.ts';

/** The built-in models of the embedded understander. */
export type Pack = { intents: IntentModel; emotions: IntentModel; intensities: IntentModel; card: PackCard };

/** What the built-in models were made of, for logs and the command line. */
export type PackCard = {
  dataHash: string;
  utterances: number;
  intents: number;
  emotionUtterances: number;
  isFresh: boolean;
};

/** Where the collections lie (by default those shipped with Peakdesk) and where the trained models are kept. */
export type PackPlaces = { cacheFolder: string; packFolder?: string };

/** Label of the built-in collection for messages that no shop could answer. */
export const outOfScopeIntent = 'oos';

/** Chosen so that false alarms on plain questions stay below a tenth and three of four feelings are still found. */
const plainMessageCount = 500;

const modelNames = ['intents', 'emotions', 'intensities'] as const;

/** Loads the built-in models; trains them first, in seconds, where they are missing, broken or older than the collections. */
export function loadPack(places: PackPlaces): Pack {
  const files = readPackFiles(places.packFolder ?? defaultPackFolder());
  return storedPack(places.cacheFolder, files.dataHash) ?? buildPack(places.cacheFolder, files);
}

/** Trains the built-in models and stores them, whether or not that was necessary. */
export function trainPack(places: PackPlaces): Pack {
  return buildPack(places.cacheFolder, readPackFiles(places.packFolder ?? defaultPackFolder()));
}

function buildPack(folder: string, files: PackFiles): Pack {
  const { dataHash } = files;
  const plain = plainMessages(files.utterances, plainMessageCount).map(({ text }) => ({ text, label: 'neutral' }));
  const byEmotion = [...files.emotions.map(({ text, emotion }) => ({ text, label: emotion })), ...plain];
  const byIntensity = files.emotions
    .filter(({ intensity }) => intensity !== '0')
    .map(({ text, intensity }) => ({ text, label: intensity }));
  const models = {
    intents: trainModel(files.utterances, { outOfScope: outOfScopeIntent, refusedShare: 0.02, dataHash }),
    emotions: trainModel(byEmotion, { dataHash }),
    intensities: trainModel(byIntensity, { dataHash }),
  };
  mkdirSync(folder, { recursive: true });
  for (const name of modelNames) store(join(folder, `${name}.bin`), encodeModel(models[name]));
  return packOf(models, true);
}

/** Written beside and renamed, so that a reader never sees half a file. */
function store(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
}

function storedPack(folder: string, dataHash: string): Pack | undefined {
  const read = (name: (typeof modelNames)[number]) => {
    const path = join(folder, `${name}.bin`);
    const decoded = existsSync(path) ? decodeModel(readFileSync(path)) : undefined;
    return decoded?.ok && decoded.model.origin.dataHash === dataHash ? decoded.model : undefined;
  };
  const [intents, emotions, intensities] = modelNames.map(read);
  return intents && emotions && intensities ? packOf({ intents, emotions, intensities }, false) : undefined;
}

function packOf(models: Omit<Pack, 'card'>, isFresh: boolean): Pack {
  const { origin, labels } = models.intents;
  const card = {
    dataHash: origin.dataHash,
    utterances: origin.texts,
    intents: labels.length,
    emotionUtterances: models.emotions.origin.texts,
    isFresh,
  };
  return { ...models, card };
}
