import type { ScenarioInput } from '../../../api/index.ts';

type Group = ScenarioInput['agents'][number];

/** One line of the roster: equal people on one shift; 00:00 to 24:00 is always there. */
export type Team = {
  name: string;
  from: string;
  to: string;
  count: number;
  capacity: number;
  costPerHour: number;
  /** The rest of what the scenario says of them: groups, speed, a second shift. */
  kept: Group;
};

const allDay = { from: '00:00', to: '24:00' };

/** People of a scenario as a line of the roster. A second shift of the same people is kept as it is; the fields move the first one. */
export function toTeam(kept: Group): Team {
  const [first = allDay, ...more] = kept.shifts ?? [];
  return {
    name: kept.name ?? '',
    from: first.from,
    to: first.to,
    count: kept.count,
    capacity: kept.capacity ?? 1,
    costPerHour: kept.costPerHour ?? 0,
    kept: { ...kept, shifts: more },
  };
}

/** A line of the roster as people of a scenario. */
export function toGroup({ name, from, to, count, capacity, costPerHour, kept }: Team): Group {
  const more = kept.shifts ?? [];
  const isAlways = from === allDay.from && to === allDay.to && more.length === 0;
  const shifts = isAlways ? [] : [{ from, to }, ...more];
  return { ...kept, ...(name === '' ? {} : { name }), count, capacity, costPerHour, shifts };
}

/** Another team, able to do what all the others can together. */
export function anotherTeam(teams: readonly Team[]): Team {
  const ids = teams.flatMap(({ kept }) => (kept.groups ?? []).map((one) => (typeof one === 'string' ? one : one.id)));
  const { capacity = 3, costPerHour = 0 } = teams.at(-1) ?? {};
  const groups = [...new Set(ids)];
  const kept: Group = { count: 1, shifts: [], ...(groups.length === 0 ? {} : { groups }) };
  return { name: '', from: '18:00', to: '24:00', count: 1, capacity, costPerHour, kept };
}

/** Whether a team's hours cannot be: a shift ends on its day, a night is two teams. */
export function isWrongShift({ from, to }: Pick<Team, 'from' | 'to'>): boolean {
  return from === '' || from >= to;
}

/** Hours that one person of a team works on a day. */
export function hoursOf({ from, to, kept }: Pick<Team, 'from' | 'to' | 'kept'>): number {
  const spans = [{ from, to }, ...(kept.shifts ?? [])];
  return spans.reduce((sum, span) => sum + clockHours(span.to) - clockHours(span.from), 0);
}

/** What a team costs on a day, in the scenario's money. */
export function costOf(team: Team): number {
  return team.count * team.costPerHour * hoursOf(team);
}

/** The roster as a table for whoever plans shifts elsewhere; the headings are the reader's. */
export function rosterCsv(teams: readonly Team[], headings: readonly string[]): string {
  const rows = teams.map((team) => [
    team.name,
    team.from,
    team.to,
    team.count,
    team.capacity,
    team.costPerHour,
    rounded(hoursOf(team)),
    rounded(costOf(team)),
  ]);
  const lines = [headings, ...rows].map((cells) => cells.map((cell) => csvCell(String(cell))).join(','));
  // Table programs need the mark to take a file for UTF-8.
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

function clockHours(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) + Number(minutes) / 60;
}

/** A cell that begins like a formula would be one to table programs. */
function csvCell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
