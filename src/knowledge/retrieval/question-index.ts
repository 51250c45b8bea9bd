import { type Features, featuresOf } from './features.ts';

/** Texts of one entry: ways to ask, each compared on its own, and further words, which count for coverage only. */
export type IndexedEntry = { phrasings: readonly string[]; body: readonly string[] };

/** How a question compares with entries, each by its place; valid until the next comparison. */
export type Comparison = {
  /** Entries of which a phrasing shares a feature with the question, in the order in which they were met. */
  found: readonly number[];
  /** Cosine of the nearest phrasing. */
  cosine: Float64Array;
  /** Cosine of the next nearest phrasing of the same entry. */
  support: Float64Array;
  /** Share of the question's weight that the entry's words explain. */
  coverage: Float64Array;
};

/** Entries' texts as lists by feature, so that a question costs what its own features occur in and not a look at every entry. */
export type QuestionIndex = {
  texts: readonly string[];
  /** Entry of each phrasing. */
  owners: readonly number[];
  /** In how many texts each feature stands. */
  known: ReadonlyMap<string, number>;
  /** Compares with every entry; the phrasing `skipped` (-1 for none) is left out, and with it what its entry has from it alone. */
  compare(asked: Features, skipped: number): Comparison;
};

/** Where a feature stands. */
type Posting = {
  rarity: number;
  phrasings: number[];
  /** The feature's weight in each of these phrasings. */
  weights: number[];
  entries: number[];
  /** In how many texts of each of these entries. */
  counts: number[];
};

/** Reads the entries' texts, each once. */
export function buildQuestionIndex(entries: readonly IndexedEntry[]): QuestionIndex {
  const read = entries.map(({ phrasings, body }) => ({
    phrasings: phrasings.map(featuresOf),
    body: body.map(featuresOf),
  }));
  const texts = entries.flatMap((entry) => entry.phrasings);
  const phrasings = read.flatMap((entry) => entry.phrasings);
  const owners = read.flatMap((entry, owner) => entry.phrasings.map(() => owner));
  const { postings, unknown, known } = postingsOf(read, phrasings);
  const rarityOf = (feature: string) => postings.get(feature)?.rarity ?? unknown;
  const norms = phrasings.map((features) => normOf(features, rarityOf));

  // Kept from question to question and put back to nothing after each: a question is compared in one go.
  const products = new Float64Array(phrasings.length);
  const comparison = {
    cosine: new Float64Array(entries.length),
    support: new Float64Array(entries.length),
    coverage: new Float64Array(entries.length),
  };

  function compare(asked: Features, skipped: number): Comparison {
    const { cosine, support, coverage } = comparison;
    cosine.fill(0);
    support.fill(0);
    coverage.fill(0);
    const skippedOwner = owners[skipped] ?? -1;
    const touched: number[] = [];
    let whole = 0;
    for (const [feature, weight] of asked) {
      const posting = postings.get(feature);
      const mass = weight * (posting?.rarity ?? unknown);
      whole += mass;
      if (posting === undefined) continue;
      addProducts(posting, posting.rarity ** 2 * weight, products, touched);
      for (let at = 0; at < posting.entries.length; at += 1) {
        const owner = posting.entries[at] ?? 0;
        if ((posting.counts[at] ?? 0) > (owner === skippedOwner ? 1 : 0))
          coverage[owner] = (coverage[owner] ?? 0) + mass;
      }
    }
    for (let owner = 0; owner < coverage.length; owner += 1)
      coverage[owner] = whole === 0 ? 0 : (coverage[owner] ?? 0) / whole;
    return { ...comparison, found: nearest(touched, normOf(asked, rarityOf), skipped) };
  }

  function nearest(touched: readonly number[], askedNorm: number, skipped: number): readonly number[] {
    const { cosine, support } = comparison;
    const found = new Set<number>();
    for (const phrasing of touched) {
      const product = products[phrasing] ?? 0;
      products[phrasing] = 0;
      if (phrasing === skipped) continue;
      const owner = owners[phrasing] ?? -1;
      const likeness = product / (askedNorm * (norms[phrasing] ?? 1) || 1);
      const best = cosine[owner] ?? 0;
      if (likeness > best) {
        support[owner] = best;
        cosine[owner] = likeness;
      } else if (likeness > (support[owner] ?? 0)) support[owner] = likeness;
      if (likeness > 0) found.add(owner);
    }
    return [...found];
  }

  return { texts, owners, known, compare };
}

/** Adds a feature's part of the products with all phrasings that have it. */
function addProducts(posting: Posting, rare: number, products: Float64Array, touched: number[]): void {
  const { phrasings, weights } = posting;
  for (let at = 0; at < phrasings.length; at += 1) {
    const phrasing = phrasings[at] ?? 0;
    const before = products[phrasing] ?? 0;
    if (before === 0) touched.push(phrasing);
    products[phrasing] = before + rare * (weights[at] ?? 0);
  }
}

type ReadEntry = { phrasings: readonly Features[]; body: readonly Features[] };

function postingsOf(read: readonly ReadEntry[], phrasings: readonly Features[]) {
  const postings = new Map<string, Posting>();
  const postingOf = (feature: string): Posting => {
    const posting = postings.get(feature) ?? { rarity: 0, phrasings: [], weights: [], entries: [], counts: [] };
    postings.set(feature, posting);
    return posting;
  };
  const known = new Map<string, number>();
  read.forEach((entry, owner) => {
    const counts = new Map<string, number>();
    for (const features of [...entry.phrasings, ...entry.body])
      for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    for (const [feature, count] of counts) {
      const posting = postingOf(feature);
      posting.entries.push(owner);
      posting.counts.push(count);
      known.set(feature, (known.get(feature) ?? 0) + count);
    }
  });
  // BM25's form; a feature that nobody uses is as rare as one used once.
  const rarity = (count: number) => Math.log(1 + (read.length - count + 0.5) / (count + 0.5));
  for (const posting of postings.values()) posting.rarity = rarity(posting.entries.length);
  phrasings.forEach((features, phrasing) => {
    for (const [feature, weight] of features) {
      const posting = postingOf(feature);
      posting.phrasings.push(phrasing);
      posting.weights.push(weight);
    }
  });
  return { postings, unknown: rarity(0.5), known };
}

function normOf(features: Features, rarityOf: (feature: string) => number): number {
  let sum = 0;
  for (const [feature, weight] of features) sum += (weight * rarityOf(feature)) ** 2;
  return Math.sqrt(sum);
}
