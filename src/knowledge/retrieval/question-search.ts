import { type Features, featuresOf } from './features.ts';
import { competitorCount, evidence, likelihoods, type Signals, weights } from './likelihood.ts';
import { buildMeaning, type Meaning } from './meaning.ts';

/** Something that answers questions: an FAQ entry with its phrasings, or a policy with its title and summary. */
export type Answerable = {
  id: string;
  intent: string;
  title: string;
  /** Ways to ask, in any language; each is compared on its own. */
  phrasings: readonly string[];
  /** Further words of the answer; they count for coverage only. */
  body: readonly string[];
};

/** `score` 0…1 is the estimated chance that this entry answers the question. */
export type Hit = { id: string; title: string; score: number; signals: Signals; strangeness: number };

export type QuestionSearch = {
  /** Best first. A phrasing is left out only when calibrating. */
  find(
    text: string,
    intents: AskedIntents,
    limit: number,
    options?: { leftOut?: string | undefined; vector?: Float32Array | undefined },
  ): readonly Hit[];
  /** All phrasings, as `learn` wants their vectors. */
  phrasings: readonly string[];
  /** From here on questions that come with a vector are also compared by meaning. */
  learn(vectors: readonly Float32Array[]): void;
};

/** What the understanding took a question for: the intent, or the possible intents with their probabilities. */
export type AskedIntents = string | ReadonlyMap<string, number>;

/**
 * Search over phrasings: rarity-weighted cosine to the nearest phrasing, how much of the question an entry explains,
 * and whether the intents agree, joined to a chance by `likelihoods`. `catalogue` are the features of the shop's
 * product texts, which are not strange to it. Pure; about 0.2 ms a question for 200 entries.
 */
export function buildQuestionSearch(
  entries: readonly Answerable[],
  catalogue: { has(feature: string): boolean } = new Set<string>(),
): QuestionSearch {
  const phrasings = entries.flatMap((entry, owner) =>
    entry.phrasings.map((phrasing) => ({ owner, features: featuresOf(phrasing) })),
  );
  const bodies = entries.map((entry) => countFeatures([...entry.phrasings, ...entry.body]));
  const rarity = rarityOf(bodies);
  const known = sumOf(bodies);
  const texts = entries.flatMap((entry) => entry.phrasings);
  const norms = phrasings.map((one) => normOf(one.features, rarity));
  const owners = phrasings.map((one) => one.owner);
  const postings = postingsOf(phrasings.map((one) => one.features));

  let meaning: Meaning | undefined;

  function find(
    text: string,
    intents: AskedIntents,
    limit: number,
    { leftOut, vector }: { leftOut?: string | undefined; vector?: Float32Array | undefined } = {},
  ): readonly Hit[] {
    const asked = featuresOf(text);
    const skipped = leftOut === undefined ? -1 : texts.indexOf(leftOut);
    const masses = massesOf(asked, rarity);
    const cosines = bestCosines({ asked, rarity, norms, postings, owners, skipped });
    const agreement = agreementReader(intents);
    const near = vector === undefined ? undefined : meaning?.nearest(vector);
    const owned = new Set([...cosines.keys(), ...(near?.keys() ?? [])]);
    const hits = [...owned].map((owner) => {
      const { cosine, support } = cosines.get(owner) ?? { cosine: 0, support: 0 };
      const entry = entries[owner];
      const body = bodies[owner];
      if (entry === undefined || body === undefined) return undefined;
      const coverage = coverageOf(masses, body, owners[skipped] === owner ? 1 : 0);
      const signals = { cosine, support, coverage, agreement: agreement(entry.intent) };
      return near === undefined ? { entry, ...signals } : { entry, ...signals, meaning: near.get(owner) ?? 0 };
    });
    const isKnown = (feature: string) => catalogue.has(feature) || (known.get(feature) ?? 0) > (skipped < 0 ? 0 : 1);
    return ranked(
      hits.filter((hit) => hit !== undefined),
      strangenessOf(asked, isKnown),
    ).slice(0, limit);
  }

  return {
    find,
    phrasings: texts,
    learn: (vectors) => {
      meaning = vectors.length === texts.length ? buildMeaning(owners, vectors) : undefined;
    },
  };
}

/** The competing entries with their chances, best first. */
function ranked(found: readonly (Signals & { entry: Answerable })[], strangeness: number): readonly Hit[] {
  const competitors = found
    .map(({ entry, ...signals }) => ({ entry, signals, evidence: evidence(signals) }))
    .sort((first, second) => second.evidence - first.evidence)
    .slice(0, competitorCount);
  // Words that the shop never uses are less strange where the meaning is near.
  const nearest = Math.max(0, ...competitors.map(({ signals }) => signals.meaning ?? 0));
  const scores = likelihoods(
    competitors.map((one) => one.signals),
    strangeness * (1 - nearest),
  );
  return competitors.map(({ entry: { id, title }, signals }, index) => ({
    id,
    title,
    score: scores[index] ?? 0,
    signals,
    strangeness,
  }));
}

type Rarity = (feature: string) => number;
type Posting = readonly { phrasing: number; weight: number }[];

/** In how many of some texts each feature stands. */
function countFeatures(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const feature of featuresOf(text).keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
}

function sumOf(bodies: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const body of bodies)
    for (const [feature, count] of body) counts.set(feature, (counts.get(feature) ?? 0) + count);
  return counts;
}

function rarityOf(bodies: readonly ReadonlyMap<string, number>[]): Rarity {
  const counts = new Map<string, number>();
  for (const body of bodies) for (const feature of body.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  // BM25's form; a feature that nobody uses is as rare as one used once.
  const rarity = (count: number) => Math.log(1 + (bodies.length - count + 0.5) / (count + 0.5));
  const known = new Map([...counts].map(([feature, count]) => [feature, rarity(count)]));
  const unknown = rarity(0.5);
  return (feature) => known.get(feature) ?? unknown;
}

function normOf(features: Features, rarity: Rarity): number {
  let sum = 0;
  for (const [feature, weight] of features) sum += (weight * rarity(feature)) ** 2;
  return Math.sqrt(sum);
}

function postingsOf(phrasings: readonly Features[]): ReadonlyMap<string, Posting> {
  const postings = new Map<string, { phrasing: number; weight: number }[]>();
  phrasings.forEach((features, phrasing) => {
    for (const [feature, weight] of features) {
      const list = postings.get(feature) ?? [];
      list.push({ phrasing, weight });
      postings.set(feature, list);
    }
  });
  return postings;
}

type CosineInput = {
  asked: Features;
  rarity: Rarity;
  norms: readonly number[];
  postings: ReadonlyMap<string, Posting>;
  owners: readonly number[];
  skipped: number;
};

/** Cosines of the nearest phrasing and of the one after it, per entry. */
function bestCosines({ asked, rarity, norms, postings, owners, skipped }: CosineInput) {
  const products = new Float64Array(norms.length);
  const touched = new Set<number>();
  for (const [feature, weight] of asked) {
    const rare = rarity(feature) ** 2 * weight;
    for (const posting of postings.get(feature) ?? []) {
      products[posting.phrasing] = (products[posting.phrasing] ?? 0) + rare * posting.weight;
      touched.add(posting.phrasing);
    }
  }
  touched.delete(skipped);
  const askedNorm = normOf(asked, rarity);
  const best = new Map<number, { cosine: number; support: number }>();
  for (const phrasing of touched) {
    const owner = owners[phrasing] ?? -1;
    const cosine = (products[phrasing] ?? 0) / (askedNorm * (norms[phrasing] ?? 1) || 1);
    const known = best.get(owner) ?? { cosine: 0, support: 0 };
    if (cosine > known.cosine) best.set(owner, { cosine, support: known.cosine });
    else if (cosine > known.support) best.set(owner, { ...known, support: cosine });
  }
  return best;
}

/** The weight of each of the question's features, and of all together; the same for every entry it is compared with. */
type Masses = { features: readonly (readonly [feature: string, mass: number])[]; whole: number };

function massesOf(asked: Features, rarity: Rarity): Masses {
  const features = [...asked].map(([feature, weight]) => [feature, weight * rarity(feature)] as const);
  return { features, whole: features.reduce((sum, [, mass]) => sum + mass, 0) };
}

/** Share of the question's weight that the entry's words explain; features in no more than `beyond` texts do not count. */
function coverageOf({ features, whole }: Masses, body: ReadonlyMap<string, number>, beyond: number): number {
  let explained = 0;
  for (const [feature, mass] of features) if ((body.get(feature) ?? 0) > beyond) explained += mass;
  return whole === 0 ? 0 : explained / whole;
}

/** Share of the question's words that the shop never uses. */
function strangenessOf(asked: Features, isKnown: (feature: string) => boolean): number {
  const words = [...asked].filter(([feature, weight]) => weight >= 1 && feature.startsWith('w:'));
  const strange = words.filter(([feature]) => !isKnown(feature));
  return words.length === 0 ? 0 : strange.length / words.length;
}

/** How well an entry's intent agrees with what was asked. */
function agreementReader(intents: AskedIntents): (wanted: string) => number {
  // Many entries answer the same intent.
  const known = new Map<string, number>();
  return (wanted) => {
    const agreement = known.get(wanted) ?? agreementOf(intents, wanted);
    known.set(wanted, agreement);
    return agreement;
  };
}

/**
 * 1 same intent, 0.5 same family ("return.policy" and "return.freight"), else 0; over several possible intents what they
 * are worth together by their probabilities, on the scale of the evidence.
 */
function agreementOf(intents: AskedIntents, wanted: string): number {
  if (typeof intents === 'string') return kinship(intents, wanted);
  let worth = 1;
  for (const [intent, probability] of intents)
    worth += probability * (Math.exp(weights.agreement * kinship(intent, wanted)) - 1);
  return Math.log(worth) / weights.agreement;
}

function kinship(first: string, second: string): number {
  if (first === second) return 1;
  return first.split('.')[0] === second.split('.')[0] ? 0.5 : 0;
}
