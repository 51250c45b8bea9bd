import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbedTexts, embedExamples } from '../intent/embed-examples.ts';
import type { IntentModel } from '../intent/intent-model.ts';
import { decodeModel, encodeModel } from '../intent/model-file.ts';
import { trainIntents } from './load-pack.ts';
import { defaultPackFolder, readPackFiles } from './pack-files.ts';
import { storeFile } from './store-file.ts';

/** Finds the built-in intent model that was trained with an embedder's vectors; undefined where there is none of this release. */
export type IntentsByEmbedder = (embedder: string) => IntentModel | undefined;

/**
 * Trains the built-in intent model once more with what an embedder says of each utterance, and stores it in `folder`. Twenty-six
 * thousand short texts go to the embedder; the training takes half a minute of one core.
 */
export async function trainIntentsByEmbedder(parts: {
  folder: string;
  embedder: string;
  embed: EmbedTexts;
  packFolder?: string;
}): Promise<IntentModel> {
  const files = readPackFiles(parts.packFolder ?? defaultPackFolder());
  const utterances = await embedExamples(
    files.utterances.map(({ text, label }) => [text, label] as const),
    parts.embed,
  );
  const dataHash = hashFor(files.dataHash, parts.embedder);
  const model = trainIntents({ utterances, dataHash });
  mkdirSync(parts.folder, { recursive: true });
  storeFile(fileOf(parts.folder, parts.embedder), encodeModel(model));
  return model;
}

/** Opens the folder of such models. A file is read when it is first asked for and again when it has changed, so that no restart is needed. */
export function openIntentsByEmbedder(folder: string, packHash: string): IntentsByEmbedder {
  const read = new Map<string, { changedAt: number; model: IntentModel | undefined }>();
  return (embedder) => {
    const path = fileOf(folder, embedder);
    const changedAt = existsSync(path) ? statSync(path).mtimeMs : 0;
    const known = read.get(embedder);
    if (known?.changedAt === changedAt) return known.model;
    const decoded = changedAt === 0 ? undefined : decodeModel(readFileSync(path));
    const isCurrent = decoded?.ok === true && decoded.model.origin.dataHash === hashFor(packHash, embedder);
    const model = isCurrent ? decoded.model : undefined;
    read.set(embedder, { changedAt, model });
    return model;
  };
}

/** Where such models lie below the data folder. */
export function embeddedIntentsFolder(dataFolder: string): string {
  return join(dataFolder, 'models', 'understanding');
}

function fileOf(folder: string, embedder: string): string {
  return join(folder, `intents-${createHash('sha256').update(embedder).digest('hex').slice(0, 16)}.bin`);
}

/** The model belongs to these utterances and to this embedder's vectors. */
function hashFor(packHash: string, embedder: string): string {
  return createHash('sha256').update(`${packHash} ${embedder}`).digest('hex').slice(0, 32);
}
