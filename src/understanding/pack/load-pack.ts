import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntentModel } from '../intent/intent-model.ts';
import { decodeModel, encodeModel } from '../intent/model-file.ts';
import { trainModel } from '../intent/train-model.ts';
import { ordinaryMessages } from '../own-intents/own-intents.ts';
import { defaultPackFolder, type PackFiles, readPackFiles } from './pack-files.ts';
import { plainMessages } from './plain-messages.ts';
import { storeFile } from './store-file.ts';

/** The built-in models of the embedded understander. */
export type Pack = {
  intents: IntentModel;
  emotions: IntentModel;
  intensities: IntentModel;
  /** What customers write everywhere: a shop's own intents are learnt against it. */
  ordinary: readonly string[];
  card: PackCard;
};

type Models = Omit<Pack, 'card' | 'ordinary'>;

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
  return buildPack(places.cacheFolder, files, storedModels(places.cacheFolder, files.dataHash));
}

/** Trains the built-in models and stores them, whether or not that was necessary. */
export function trainPack(places: PackPlaces): Pack {
  return buildPack(places.cacheFolder, readPackFiles(places.packFolder ?? defaultPackFolder()), {});
}

/** Takes the models that are there and trains those that are missing. */
function buildPack(folder: string, files: PackFiles, stored: Partial<Models>): Pack {
  const missing = modelNames.filter((name) => stored[name] === undefined);
  if (missing.length > 0) mkdirSync(folder, { recursive: true });
  const models = {
    intents: stored.intents ?? trainIntents(files),
    emotions: stored.emotions ?? trainEmotions(files),
    intensities: stored.intensities ?? trainIntensities(files),
  };
  for (const name of missing) storeFile(join(folder, `${name}.bin`), encodeModel(models[name]));
  return { ...packOf(models, missing.length > 0), ordinary: ordinaryMessages(files.utterances) };
}

/** The collections' labels are written with care: each counts. */
const errorPrice = 1;

/** Trains the model of intents, on vectors of an embedder too where the utterances have them. */
export function trainIntents({ utterances, dataHash }: Pick<PackFiles, 'utterances' | 'dataHash'>): IntentModel {
  return trainModel(utterances, { outOfScope: outOfScopeIntent, refusedShare: 0.02, errorPrice, dataHash });
}

function trainEmotions({ utterances, emotions, dataHash }: PackFiles): IntentModel {
  const plain = plainMessages(utterances, plainMessageCount).map(({ text }) => ({ text, label: 'neutral' }));
  return trainModel([...emotions.map(({ text, emotion }) => ({ text, label: emotion })), ...plain], {
    errorPrice,
    dataHash,
  });
}

function trainIntensities({ emotions, dataHash }: PackFiles): IntentModel {
  const felt = emotions.filter(({ intensity }) => intensity !== '0');
  return trainModel(
    felt.map(({ text, intensity }) => ({ text, label: intensity })),
    { errorPrice, dataHash },
  );
}

/** The stored models that were made of these collections. */
function storedModels(folder: string, dataHash: string): Partial<Models> {
  const known: Partial<Models> = {};
  for (const name of modelNames) {
    const path = join(folder, `${name}.bin`);
    const decoded = existsSync(path) ? decodeModel(readFileSync(path)) : undefined;
    if (decoded?.ok && decoded.model.origin.dataHash === dataHash) known[name] = decoded.model;
  }
  return known;
}

function packOf(models: Models, isFresh: boolean): Omit<Pack, 'ordinary'> {
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
