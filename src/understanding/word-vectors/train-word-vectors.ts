import { randomNumbers } from '../random-numbers.ts';
import { leadingDirections, type SymmetricRows } from './leading-directions.ts';

/** Words with their vectors before storing; `vectors` holds `dimensions` numbers a word, each vector of length 1. */
export type TrainedVectors = { words: string[]; dimensions: number; vectors: Float32Array; rarity: Float32Array };

export type VectorTraining = { dimensions: number; mostWords: number; leastCount: number };

/** Words this far apart in a text count as company, the nearer the more. */
const window = 5;
/** Frequent words are played down as contexts (Levy, Goldberg and Dagan, 2015). */
const contextSmoothing = 0.75;

/**
 * Learns what words mean from the company they keep: positive pointwise mutual information, reduced to its leading directions.
 * `texts` are tokenised; the same texts give the same vectors.
 */
export function trainWordVectors(texts: readonly (readonly string[])[], options: VectorTraining): TrainedVectors {
  const { words, rarity } = chooseWords(texts, options);
  const index = new Map(words.map((word, position) => [word, position]));
  const rows = mutualInformation(countCompany(texts, index), words.length);
  const vectors = leadingDirections(rows, options.dimensions, randomNumbers(7));
  toUnitLength(vectors, options.dimensions);
  return { words, dimensions: options.dimensions, vectors, rarity };
}

function chooseWords(texts: readonly (readonly string[])[], { mostWords, leastCount }: VectorTraining) {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const chosen = [...counts]
    .filter(([, count]) => count >= leastCount)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, mostWords);
  return {
    words: chosen.map(([word]) => word),
    rarity: Float32Array.from(chosen, ([, count]) => Math.log(texts.length / count)),
  };
}

/** How often two words stand near each other, one map per word; both directions. */
function countCompany(
  texts: readonly (readonly string[])[],
  index: ReadonlyMap<string, number>,
): Map<number, number>[] {
  const company = Array.from({ length: index.size }, () => new Map<number, number>());
  const add = (word: number, other: number, weight: number) => {
    const row = company[word];
    row?.set(other, (row.get(other) ?? 0) + weight);
  };
  for (const text of texts) {
    const known = text.flatMap((word) => index.get(word) ?? []);
    for (const [place, word] of known.entries())
      for (let next = place + 1; next <= place + window && next < known.length; next++) {
        const other = known[next] ?? word;
        if (other === word) continue;
        const weight = 1 / Math.sqrt(next - place);
        add(word, other, weight);
        add(other, word, weight);
      }
  }
  return company;
}

function mutualInformation(company: readonly Map<number, number>[], size: number): SymmetricRows {
  const sums = Float64Array.from(company, (row) => [...row.values()].reduce((sum, weight) => sum + weight, 0));
  const smoothed = sums.map((sum) => sum ** contextSmoothing);
  const total = smoothed.reduce((sum, weight) => sum + weight, 0);
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (const [word, row] of company.entries()) {
    for (const [other, weight] of row) {
      const information = Math.log((weight * total) / ((sums[word] ?? 1) * (smoothed[other] ?? 1)));
      if (information <= 0) continue;
      columns.push(other);
      values.push(information);
    }
    starts[word + 1] = columns.length;
  }
  return { size, starts, columns: Int32Array.from(columns), values: Float32Array.from(values) };
}

function toUnitLength(vectors: Float32Array, dimensions: number): void {
  for (let start = 0; start < vectors.length; start += dimensions) {
    const vector = vectors.subarray(start, start + dimensions);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (const [index, value] of vector.entries()) vector[index] = value / length;
  }
}
