import type { EmbedTexts } from '../intent/embed-examples.ts';
import type { QuestionPair } from './evaluate-similarity.ts';

/** An embedder's vectors of questions: of length 1, with what all questions of the training have in common taken off. */
export type QuestionVectors = {
  dimensions: number;
  /** Asks the embedder about the questions of these pairs that are not known yet. */
  read: (pairs: readonly QuestionPair[]) => Promise<void>;
  /** Vector of a question that was read. */
  of: (text: string) => Float32Array;
};

const textsAtOnce = 64;

/** Reads the questions of some pairs and learns what their vectors have in common: many embedders' vectors all point one way. */
export async function embedQuestions(pairs: readonly QuestionPair[], embed: EmbedTexts): Promise<QuestionVectors> {
  const read = await vectorsOf(textsOf(pairs), embed);
  const dimensions = read.values().next().value?.length ?? 0;
  const common = new Float32Array(dimensions);
  for (const vector of read.values())
    for (let place = 0; place < dimensions; place++)
      common[place] = (common[place] ?? 0) + (vector[place] ?? 0) / read.size;
  const known = new Map([...read].map(([text, vector]) => [text, apart(vector, common)]));
  return {
    dimensions,
    read: async (more) => {
      const unknown = textsOf(more).filter((text) => !known.has(text));
      for (const [text, vector] of await vectorsOf(unknown, embed)) known.set(text, apart(vector, common));
    },
    of: (text) => known.get(text) ?? new Float32Array(dimensions),
  };
}

function textsOf(pairs: readonly QuestionPair[]): string[] {
  return [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
}

async function vectorsOf(texts: readonly string[], embed: EmbedTexts): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (let first = 0; first < texts.length; first += textsAtOnce) {
    const some = texts.slice(first, first + textsAtOnce);
    const got = await embed(some);
    for (const [index, text] of some.entries()) vectors.set(text, got[index] ?? new Float32Array());
  }
  return vectors;
}

function apart(vector: Float32Array, common: Float32Array): Float32Array {
  const moved = common.map((value, place) => (vector[place] ?? 0) - value);
  const length = Math.hypot(...moved) || 1;
  return moved.map((value) => value / length);
}
