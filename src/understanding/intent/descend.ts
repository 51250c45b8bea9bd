import { addRow, rowScore, type SparseRows } from './sparse-rows.ts';

/** One label against all others: its examples have sign 1, the others −1. */
export type PlaneProblem = {
  rows: SparseRows;
  lengths: Float64Array;
  signs: Int8Array;
  /** Price of an error against the length of the weights, as C in the literature: of the label's own examples and of all others. */
  errorPrice: { own: number; others: number };
};

/** Where a training stands; both are changed in place. The last entry of the plane is the bias. */
export type PlaneState = { plane: Float64Array; duals: Float64Array };

const stopGap = 0.1;

/**
 * Trains a linear support vector machine (squared hinge loss) by dual coordinate descent with shrinking: Hsieh et al., "A Dual Coordinate
 * Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 3. `order` holds the rows that take part and is shuffled.
 */
export function descend(
  problem: PlaneProblem,
  state: PlaneState,
  order: Int32Array,
  { passes, random }: { passes: number; random: () => number },
): void {
  let active = order.length;
  let upper = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, active, random);
    const seen = descendOnce(problem, state, order, { active, upper });
    active = seen.active;
    upper = seen.most <= 0 ? Number.POSITIVE_INFINITY : seen.most;
    if (seen.most - seen.least > stopGap) continue;
    if (active === order.length) return;
    active = order.length;
    upper = Number.POSITIVE_INFINITY;
  }
}

/** One pass over the active rows; rows that are safely on their side are moved behind the active ones. */
function descendOnce(
  { rows, lengths, signs, errorPrice }: PlaneProblem,
  { plane, duals }: PlaneState,
  order: Int32Array,
  limits: { active: number; upper: number },
): { active: number; most: number; least: number } {
  // The squared hinge adds this to the diagonal of the dual problem.
  const ownDiagonal = 0.5 / errorPrice.own;
  const otherDiagonal = 0.5 / errorPrice.others;
  let { active } = limits;
  let most = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < active; index++) {
    const row = order[index] ?? 0;
    const sign = signs[row] ?? 1;
    const diagonal = sign > 0 ? ownDiagonal : otherDiagonal;
    const dual = duals[row] ?? 0;
    const gradient = sign * rowScore(rows, row, plane) - 1 + dual * diagonal;
    if (dual === 0 && gradient > limits.upper) {
      active -= 1;
      order[index] = order[active] ?? 0;
      order[active] = row;
      index -= 1;
      continue;
    }
    const projected = dual === 0 ? Math.min(gradient, 0) : gradient;
    if (projected > most) most = projected;
    if (projected < least) least = projected;
    if (Math.abs(projected) < 1e-12) continue;
    const next = Math.max(dual - gradient / ((lengths[row] ?? 1) + diagonal), 0);
    duals[row] = next;
    addRow(rows, row, (next - dual) * sign, plane);
  }
  return { active, most, least };
}

function shuffle(order: Int32Array, count: number, random: () => number): void {
  for (let index = 0; index < count; index++) {
    const other = index + Math.floor(random() * (count - index));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
}
