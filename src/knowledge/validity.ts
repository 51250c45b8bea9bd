import type { Validity } from './types.ts';

/** Valid at a moment: not before its begin, and before its exclusive end. */
export function isValidAt(validity: Validity, asOf: Date): boolean {
  return !isUpcomingAt(validity, asOf) && !isOverAt(validity, asOf);
}

/** Begins after the moment. */
export function isUpcomingAt({ validFrom }: Validity, asOf: Date): boolean {
  return validFrom !== undefined && asOf.getTime() < Date.parse(validFrom);
}

/** Ended at the moment or before it. */
export function isOverAt({ validTo }: Validity, asOf: Date): boolean {
  return validTo !== undefined && asOf.getTime() >= Date.parse(validTo);
}
