import type { Scenario } from './scenario.ts';

/** Somebody comes or goes. */
export type ShiftChange = { at: number; agent: number; opens: boolean };

const day = 86_400_000;

/** All comings and goings until the end, in milliseconds; without shifts somebody is always there. */
export function planShifts(scenario: Scenario, endsAt: number): ShiftChange[] {
  let agent = -1;
  return scenario.agents.flatMap((group) =>
    Array.from({ length: group.count }, () => {
      agent += 1;
      const person = agent;
      if (group.shifts.length === 0) return [{ at: 0, agent: person, opens: true }];
      const days = Math.max(1, Math.ceil(endsAt / day));
      return Array.from({ length: days }, (_none, index) =>
        group.shifts.flatMap((shift) => [
          { at: index * day + timeOf(shift.from), agent: person, opens: true },
          { at: index * day + timeOf(shift.to), agent: person, opens: false },
        ]),
      ).flat();
    }).flat(),
  );
}

/** When somebody with these shifts takes something new, in milliseconds from the beginning; without shifts always. */
export function shiftSpans(
  shifts: Scenario['agents'][number]['shifts'],
  endsAt: number,
): { from: number; until: number }[] {
  if (shifts.length === 0) return [{ from: 0, until: Number.POSITIVE_INFINITY }];
  const days = Math.max(1, Math.ceil(endsAt / day));
  const spans = Array.from({ length: days }, (_none, index) =>
    shifts.map(({ from, to }) => ({ from: index * day + timeOf(from), until: index * day + timeOf(to) })),
  ).flat();
  return spans.sort((one, other) => one.from - other.from);
}

/** Milliseconds of paid time of one person until the end. */
export function paidMilliseconds(shifts: Scenario['agents'][number]['shifts'], endsAt: number): number {
  if (shifts.length === 0) return endsAt;
  return shiftSpans(shifts, endsAt).reduce((sum, { from, until }) => sum + until - from, 0);
}

/** Milliseconds of paid time of one person between two moments of one rehearsal. */
export function paidBetween(
  shifts: Scenario['agents'][number]['shifts'],
  span: { from: number; until: number },
): number {
  if (shifts.length === 0) return span.until - span.from;
  const common = (one: { from: number; until: number }) =>
    Math.max(0, Math.min(one.until, span.until) - Math.max(one.from, span.from));
  return shiftSpans(shifts, span.until).reduce((sum, one) => sum + common(one), 0);
}

function timeOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return (Number(hours) * 60 + Number(minutes)) * 60_000;
}
