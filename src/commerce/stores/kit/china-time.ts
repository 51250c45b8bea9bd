/** Times as Chinese platforms write them: `yyyy-MM-dd HH:mm:ss` in GMT+8 and without a zone, or counted since 1970. */

const offsetMilliseconds = 8 * 3_600_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?)?$/;

/** An instant as a platform in GMT+8 wants to read it. */
export function toChinaTime(at: Date): string {
  return new Date(at.getTime() + offsetMilliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/** The instant as ISO text; undefined for empty times, for the platforms' "never" (0001-01-01, 0000-00-00) and for impossible days. */
export function fromChinaTime(text: string | null | undefined): string | undefined {
  const found = pattern.exec((text ?? '').trim());
  if (found === null || Number(found[1]) < 1971) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = found;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  return toChinaTime(at).startsWith(`${year}-${month}-${day}`) ? at.toISOString() : undefined;
}

/** Seconds since 1970 as ISO text; zero means never. */
export function fromSeconds(seconds: number | string | null | undefined): string | undefined {
  return fromMilliseconds(Number(seconds ?? 0) * 1000);
}

/** Milliseconds since 1970 as ISO text; zero means never. */
export function fromMilliseconds(milliseconds: number | string | null | undefined): string | undefined {
  const value = Number(milliseconds ?? 0);
  return Number.isFinite(value) && value > 0 && value < 8.64e15 ? new Date(value).toISOString() : undefined;
}

/** Whole seconds since 1970. */
export function toSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
