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
};

/**
 * Chances that each of the competing entries answers a question, with "none of them" as one more competitor: a softmax
 * over weighted signals. So an entry that barely beats its neighbour is no sure answer, and neither is the best of a bad lot.
 */
export function likelihoods(competitors: readonly Signals[]): readonly number[] {
  const strengths = competitors.map((signals) => Math.exp(evidence(signals)));
  const whole = strengths.reduce((sum, strength) => sum + strength, Math.exp(weights.none));
  return strengths.map((strength) => strength / whole);
}

/** How strongly the signals speak for an entry; orders entries. */
export function evidence({ cosine, support, coverage, agreement }: Signals): number {
  return (
    weights.cosine * cosine +
    weights.coverage * coverage +
    weights.agreement * agreement +
    weights.both * cosine * coverage +
    weights.support * support
  );
}

export type Weights = Record<'cosine' | 'coverage' | 'agreement' | 'both' | 'support' | 'none', number>;

/**
 * Fitted by evaluation/calibrate.ts on the demo shop: each phrasing asked with itself left out and an intent that is
 * sometimes wrong, and the out-of-scope utterances of the understanding's pack, which nothing should answer.
 */
export const weights: Weights = { cosine: 1.58, coverage: 8.53, agreement: 6.07, both: -0.98, support: 4.56, none: 8.4 };

/** Entries that compete for one question. */
export const competitorCount = 8;
/** At and above, the approved answer goes out word for word. */
export const answerThreshold = 0.55;
/** At and above, the nearest questions are offered; below, the shop knows nothing about it. */
export const offerThreshold = 0.15;
