/** How well labels that were found agree with the true ones; shares are 0 … 1. */
export type Comparison = {
  accuracy: number;
  macroF1: number;
  /** Share of texts in scope that got their label; equals `accuracy` where nothing is out of scope. */
  inScopeAccuracy: number;
  /** Share of texts out of scope that were refused; null where the test has none. */
  outOfScopeRecall: number | null;
  /** Share of refused texts that were out of scope; null where nothing was refused. */
  outOfScopePrecision: number | null;
};

/** Compares the labels that were found with the true ones. */
export function compareLabels(truth: readonly string[], found: readonly string[], outOfScope?: string): Comparison {
  const pairs = truth.map((label, index) => ({ label, found: found[index] ?? '' }));
  const right = (part: typeof pairs) => part.filter((pair) => pair.label === pair.found).length;
  const inScope = pairs.filter((pair) => pair.label !== outOfScope);
  const outside = pairs.filter((pair) => pair.label === outOfScope);
  const refused = pairs.filter((pair) => pair.found === outOfScope);
  return {
    accuracy: share(right(pairs), pairs.length) ?? 0,
    macroF1: macroF1(pairs),
    inScopeAccuracy: share(right(inScope), inScope.length) ?? 0,
    outOfScopeRecall: outOfScope === undefined ? null : share(right(outside), outside.length),
    outOfScopePrecision: outOfScope === undefined ? null : share(right(refused), refused.length),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Mean over the true labels of the harmonic mean of precision and recall. */
function macroF1(pairs: readonly { label: string; found: string }[]): number {
  const counts = new Map<string, { right: number; found: number; there: number }>();
  const countOf = (label: string) => {
    const count = counts.get(label) ?? { right: 0, found: 0, there: 0 };
    counts.set(label, count);
    return count;
  };
  for (const { label, found } of pairs) {
    countOf(label).there += 1;
    countOf(found).found += 1;
    if (label === found) countOf(label).right += 1;
  }
  const scores = [...counts.values()]
    .filter(({ there }) => there > 0)
    .map(({ right, found, there }) => (2 * right) / (found + there));
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}
