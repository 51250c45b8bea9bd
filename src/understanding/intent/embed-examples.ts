import type { Example } from './train-model.ts';

/** A text and its label, as in the files of `peakdesk nlu`. */
export type Labelled = readonly [text: string, label: string];

/** Vectors of texts by a model, in their order. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Texts in one request to an embedder while training. */
const embeddedAtOnce = 32;

/** Examples with their vectors; without an embedder as they are. */
export async function embedExamples(rows: readonly Labelled[], embed: EmbedTexts | undefined): Promise<Example[]> {
  const examples: Example[] = [];
  for (let at = 0; at < rows.length; at += embeddedAtOnce) {
    const part = rows.slice(at, at + embeddedAtOnce);
    const vectors = await embed?.(part.map(([text]) => text));
    for (const [index, [text, label]] of part.entries()) {
      const embedding = vectors?.[index];
      examples.push(embedding ? { text, label, embedding } : { text, label });
    }
  }
  return examples;
}
