/** What a number may be. */
export type Limits = { from: number; to: number; step: number };

/** The number that was typed; undefined for what is none or lies outside. */
export function numberWithin(typed: string, { from, to }: Limits): number | undefined {
  const number = typed.trim() === '' ? Number.NaN : Number(typed);
  return number >= from && number <= to ? number : undefined;
}

/** The allowed number that is nearest to what was typed; undefined for what is no number. */
export function nearestWithin(typed: string, { from, to }: Limits): number | undefined {
  const number = typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isNaN(number) ? undefined : Math.min(to, Math.max(from, number));
}
