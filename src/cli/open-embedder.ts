import { createOpenAiCompatibleEmbedder, openLocalModels } from '../dialogue/models/index.ts';
import { createLog, readConfig } from '../platform/index.ts';

type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** The first request also loads a local model. */
const embeddingMs = 120_000;

/** Opens an embedding model for one piece of work: one of the data folder, or of a server where an address is given. */
export async function withEmbedderAt<T>(
  { name, url }: { name: string; url?: string | undefined },
  work: (embed: Embed) => Promise<T>,
): Promise<T> {
  if (url !== undefined) {
    const remote = createOpenAiCompatibleEmbedder({ url, name });
    return await work((texts) => remote.embed(texts, AbortSignal.timeout(embeddingMs)));
  }
  const models = openLocalModels(readConfig(process.env).dataFolder, createLog({ level: 'warn' }));
  try {
    const embedder = models.embedder(name);
    return await work((texts) => embedder.embed(texts, AbortSignal.timeout(embeddingMs)));
  } finally {
    await models.stop();
  }
}
