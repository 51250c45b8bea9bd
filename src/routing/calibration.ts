/** What expected waits are multiplied with before they are told, so that promises hold as often as they say. */
export type Factors = { p50: number; p90: number };

/** Waits against what was expected of them: how many, and the quantiles of the ratio of the two. */
export type RatioSample = { sample: number; p50: number; p90: number };

/** Without any experience: as expected. */
export const noFactors: Factors = { p50: 1, p90: 1 };

/** Waits that count as much as the belief that the expectation is right. */
const priorSample = 20;
const [leastFactor, mostFactor] = [0.5, 4];

/**
 * Factors from how waits turned out: the median of wait over expectation brings P50 to one half, its 90th percentile P90 to nine tenths. A
 * few waits move little, and no experience moves more than to half or four times.
 */
export function factorsFrom({ sample, p50, p90 }: RatioSample): Factors {
  const weight = sample / (sample + priorSample);
  const factor = (ratio: number) =>
    Math.min(mostFactor, Math.max(leastFactor, Math.exp(weight * Math.log(Math.max(1e-3, ratio)))));
  return { p50: factor(p50), p90: factor(p90) };
}

/** Factors of a group: its own where it has any experience, else the shop's, which stand under ''. */
export function factorsOf(factors: ReadonlyMap<string, Factors>, groupId: string): Factors {
  return factors.get(groupId) ?? factors.get('') ?? noFactors;
}
