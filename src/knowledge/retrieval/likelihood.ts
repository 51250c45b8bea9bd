/** What speaks for an entry, each 0…1. */
export type Signals = {
  /** Cosine to the nearest phrasing. */
  cosine: number;
  /** Share of the question's weight that the entry explains. */
  coverage: number;
  /** Do the understanding's intent and the entry's intent agree. */
  agreement: number;
};

/**
 * Chance that an entry answers a question, by logistic regression over the signals. The weights were fitted with
 * calibrate.ts on the demo shop: each phrasing asked with itself left out, against questions outside the shop's business.
 */
export function likelihood({ cosine, coverage, agreement }: Signals): number {
  const evidence =
    weights.bias + weights.cosine * cosine + weights.coverage * coverage + weights.agreement * agreement + weights.both * cosine * coverage;
  return 1 / (1 + Math.exp(-evidence));
}

export type Weights = Record<'bias' | 'cosine' | 'coverage' | 'agreement' | 'both', number>;
export const weights: Weights = { bias: -5.2, cosine: 5, coverage: 2.2, agreement: 1.8, both: 2 };

/** At and above, the approved answer goes out word for word. */
export const answerThreshold = 0.62;
/** At and above, the nearest questions are offered; below, the shop knows nothing about it. */
export const offerThreshold = 0.3;
