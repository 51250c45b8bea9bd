import { localDay } from '../platform/index.ts';

/** When people answer, in the shop's time zone. A day without an entry is closed; `holidays` are closed whatever the weekday, unless `special`. */
export type WorkingHours = {
  /** 0 Sunday … 6 Saturday; `from`/`to` as HH:MM, `to` may be 24:00. */
  days: readonly { weekday: number; from: string; to: string }[];
  /** Closed days as YYYY-MM-DD. */
  holidays: readonly string[];
  /** Days with hours of their own, whatever the weekday: a Sunday worked in lieu, a sale until two in the morning as two spans. */
  special?: readonly { day: string; from: string; to: string }[] | undefined;
};

export type OpenState = { isOpen: boolean; opensAt?: Date; closesAt?: Date };

/** Every day from nine to ten at night. */
export const defaultWorkingHours: WorkingHours = {
  days: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '09:00', to: '22:00' })),
  holidays: [],
};

/** Farthest day that is searched for the next opening. */
const searchDays = 21;

/** Whether people answer at `now`, until when, or from when again (absent if not within three weeks). */
export function isOpen(hours: WorkingHours, now: Date, timeZone: string): OpenState {
  const today = dayAt(now, timeZone);
  for (let ahead = 0; ahead <= searchDays; ahead += 1) {
    const day = addDays(today, ahead);
    for (const span of spansOf(hours, day)) {
      const from = instantOf(day.iso, span.from, timeZone);
      const to = instantOf(day.iso, span.to, timeZone);
      if (now >= from && now < to) return { isOpen: true, closesAt: to };
      if (now < from) return { isOpen: false, opensAt: from };
    }
  }
  return { isOpen: false };
}

type Day = { iso: string; weekday: number };

function spansOf(hours: WorkingHours, day: Day): readonly { from: string; to: string }[] {
  const own = hours.special?.filter((span) => span.day === day.iso) ?? [];
  const usual = hours.holidays.includes(day.iso) ? [] : hours.days.filter((span) => span.weekday === day.weekday);
  return [...(own.length > 0 ? own : usual)].sort((a, b) => a.from.localeCompare(b.from));
}

function dayAt(at: Date, timeZone: string): Day {
  const iso = localDay(at, timeZone);
  return { iso, weekday: new Date(`${iso}T00:00:00Z`).getUTCDay() };
}

function addDays(day: Day, days: number): Day {
  const date = new Date(`${day.iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return { iso: date.toISOString().slice(0, 10), weekday: date.getUTCDay() };
}

/** The day after, as YYYY-MM-DD. */
export function nextDay(iso: string): string {
  return addDays({ iso, weekday: 0 }, 1).iso;
}

/** The instant of a wall-clock time in a zone; two rounds settle the days on which clocks are changed. */
export function instantOf(isoDay: string, time: string, timeZone: string): Date {
  const [hours = '0', minutes = '0'] = time.split(':');
  const wanted = Date.parse(`${isoDay}T00:00:00Z`) + (Number(hours) * 60 + Number(minutes)) * 60_000;
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) guess = wanted - offsetAt(new Date(guess), timeZone);
  return new Date(guess);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, using it is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** Zone offset in milliseconds east of UTC. */
function offsetAt(at: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const local = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  );
  return local - Math.floor(at.getTime() / 1_000) * 1_000;
}
