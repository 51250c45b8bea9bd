import type { LoadClientsResult } from './load-clients.ts';
import type { SecondResult, SegmentResult } from './segment-book.ts';

/** Segments that are measured against the calm one before them, once the crowd is gone. */
const calmNames = ['calm', 'before'];
const afterName = 'after';
/** What is stored so quickly is calm in any case. */
const quickMilliseconds = 100;
/** Twice the slowest of a hundred in calm times are calm again. */
const tolerance = 2;

/** How long after the crowd it took until it was calm; undefined seconds: not before the end. */
export type CalmAgain = { seconds: number | undefined; limit: number };

/**
 * Seconds from the crowd's end to the first second from which on every second was calm: nearly all messages meant for it stored, the slowest
 * of a hundred within twice that of the calm, nobody turned away. Undefined where the run has no segment after a crowd.
 */
export function calmAgainAfter({
  segments,
  bySecond,
}: Pick<LoadClientsResult, 'segments' | 'bySecond'>): CalmAgain | undefined {
  const calm = segments.find((one) => calmNames.includes(one.name));
  const after = segments.findIndex((one) => one.name === afterName);
  if (!calm || after < 0) return undefined;
  const begin = Math.round(segments.slice(0, after).reduce((sum, one) => sum + one.seconds, 0));
  const limit = Math.max(quickMilliseconds, tolerance * calm.ack.p99);
  const rest = bySecond.slice(begin, begin + Math.floor(secondsOf(segments[after])));
  const lastBusy = rest.findLastIndex((second) => !isCalm(second, limit));
  return { seconds: lastBusy === rest.length - 1 ? undefined : lastBusy + 1, limit };
}

function isCalm({ intended, acked, refused, p99 }: SecondResult, limit: number): boolean {
  return acked >= intended && refused === 0 && p99 <= limit;
}

function secondsOf(segment: SegmentResult | undefined): number {
  return segment?.seconds ?? 0;
}
