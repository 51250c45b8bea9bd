import { randomInt } from 'node:crypto';
import { localDay } from '../../../platform/index.ts';

/**
 * Number of a new after-sales case as people read it out: AS, the day in the shop's time zone, six digits. The six are drawn, because
 * two orders may open a case at the same moment; who opens one takes a number that is free.
 */
export function makeCaseNumber(now: Date, timeZone: string): string {
  return `AS${localDay(now, timeZone).replaceAll('-', '')}${String(randomInt(1_000_000)).padStart(6, '0')}`;
}
