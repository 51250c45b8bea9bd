const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * The instant that a shop's text or number means, as ISO text: with its own offset, in the shop's zone where it has none, or
 * counted since 1970 in seconds or milliseconds. Undefined for what is empty or no time. Pure.
 */
export function instantOf(value: unknown, timeZone: string): string | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,13}$/.test(value))) {
    const count = Number(value);
    return count > 0 ? isoOf(count > 1e11 ? count : count * 1_000) : undefined;
  }
  const [, day, time = '00:00:00', offset] = typeof value === 'string' ? (written.exec(value.trim()) ?? []) : [];
  if (day === undefined) return undefined;
  const plain = Date.parse(`${day}T${time}Z`);
  if (offset !== undefined) return isoOf(Date.parse(`${day}T${time}${offset.replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`));
  // The offset of the instant itself, not of the guess: the two differ around a change of the clocks.
  const guess = plain - offsetAt(plain, timeZone);
  return isoOf(plain - offsetAt(guess, timeZone));
}

function offsetAt(milliseconds: number, timeZone: string): number {
  if (Number.isNaN(milliseconds)) return Number.NaN;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(milliseconds);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(milliseconds / 1_000) * 1_000;
}

function isoOf(milliseconds: number): string | undefined {
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8.64e15
    ? new Date(milliseconds).toISOString()
    : undefined;
}
