/** What speaks for an entry, each 0…1. */
export type Signals = {
  /** Cosine to the nearest phrasing. */
  cosine: number;
  /** Cosine to the next nearest phrasing of the same entry. */
  support: number;
  /** Share of the question's weight that the entry explains. */
  coverage: number;
  /** Do the understanding's intent and the entry's intent agree. */
  agreement: number;
  /** How near in meaning by an embedder's vectors; absent without one. */
  meaning?: number;
};

/**
 * Chances that each of the competing entries answers a question, with "none of them" as one more competitor: a softmax
 * over weighted signals. `strangeness` 0…1 is the share of the question's words that the shop never uses. So an entry that barely beats its neighbour is no sure answer, and neither is the best of a bad lot.
 */
export function likelihoods(competitors: readonly Signals[], strangeness: number): readonly number[] {
  const strengths = competitors.map((signals) => Math.exp(evidence(signals)));
  const none = Math.exp(weights.none + weights.strange * strangeness);
  const whole = strengths.reduce((sum, strength) => sum + strength, none);
  return strengths.map((strength) => strength / whole);
}

/** How strongly the signals speak for an entry; orders entries. */
export function evidence({ cosine, support, coverage, agreement, meaning = 0 }: Signals): number {
  return (
    weights.cosine * cosine +
    weights.coverage * coverage +
    weights.agreement * agreement +
    weights.both * cosine * coverage +
    weights.support * support +
    meaningWeight * meaning
  );
}

/**
 * What is as near as two phrasings of one entry is an answer by itself; what is less near needs words or the intent beside it. Nearness is
 * scaled on the shop's own questions, as no embedder was fitted to them.
 */
const meaningWeight = 9;
/** Nearer than most phrasings of different entries by far. */
const sureMeaning = 0.6;
const offeredMeaning = 0.35;

export type Weights = Record<'cosine' | 'coverage' | 'agreement' | 'both' | 'support' | 'none' | 'strange', number>;

/**
 * Fitted by evaluation/calibrate.ts on the demo shop: each phrasing asked with itself left out and an intent that is
 * sometimes wrong, and the out-of-scope utterances of the understanding's pack, which nothing should answer.
 */
export const weights: Weights = {
  cosine: 1.29,
  coverage: 7.75,
  agreement: 5.97,
  both: -0.34,
  support: 4.6,
  none: 7.18,
  strange: 2.88,
};

/** Entries that compete for one question. */
export const competitorCount = 8;
/** Is a hit sure enough for its approved answer to go out word for word. The words or their meaning must agree, not the intent alone. */
export function isSureHit({ score, signals }: { score: number; signals: Signals }): boolean {
  const isSaid = signals.cosine >= 0.15 && signals.coverage >= 0.15;
  return score >= 0.5 && (isSaid || (signals.meaning ?? 0) >= sureMeaning);
}

/**
 * Do the words alone settle it. On the demo shop's paraphrases and foreign questions (evaluation/) no hit beyond these bounds is
 * wrong or foreign.
 */
export function isWordForWordHit({ signals }: { signals: Signals }): boolean {
  return signals.cosine >= 0.6 && signals.coverage >= 0.7;
}

/** Is a hit near enough to be offered as "did you mean"; where none is, the shop knows nothing about it. */
export function isOfferedHit({ score, signals }: { score: number; signals: Signals }): boolean {
  const isSaid = signals.cosine >= 0.1 && signals.coverage >= 0.12;
  return score >= 0.15 && (isSaid || (signals.meaning ?? 0) >= offeredMeaning);
}
