/**
 * Splits an amount by weights so that the parts are whole and their sum is exact: each gets its rounded-down share, and what is
 * left over goes to the largest remainders (the earlier part where they are equal). Nothing where all weights are zero. Pure.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  // BigInt: an amount times a weight may leave the whole numbers that a double holds exactly.
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, part: Number(product / BigInt(total)), rest: Number(product % BigInt(total)) };
  });
  let left = amount - shares.reduce((sum, share) => sum + share.part, 0);
  const parts = shares.map((share) => share.part);
  for (const share of shares.toSorted((one, other) => other.rest - one.rest || one.index - other.index)) {
    if (left <= 0) break;
    parts[share.index] = share.part + 1;
    left -= 1;
  }
  return parts;
}

/**
 * The part of a line's amount that belongs to `quantity` of its `of` pieces when `before` pieces have had theirs. However a
 * line comes back piece by piece, the parts add up to the whole amount. Pure.
 */
export function pieces(
  amount: number,
  { before, quantity, of }: { before: number; quantity: number; of: number },
): number {
  const upTo = (count: number) => Number((BigInt(amount) * BigInt(count)) / BigInt(of));
  return upTo(before + quantity) - upTo(before);
}
