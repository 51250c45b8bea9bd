import type { AgentSpec, Requirement, Stage } from './core/core-types.ts';
import { canServe, requirementKey } from './core/requirements.ts';
import type { WaitStep } from './wait.ts';

/** Somebody who serves, as waits see one. Times in milliseconds. */
export type Server = {
  spec: AgentSpec;
  /** Held now, in hundredths of a conversation. */
  load: number;
  /** When something new may be given, in order and apart from each other; nothing outside. */
  open: readonly { from: number; until: number }[];
  /** Takes nothing but own regulars meanwhile. */
  isAway?: boolean;
};

/** Somebody who waits, as waits see one. */
export type Waiter = { stages: readonly Stage[]; queuedAt: number };

/** Who stands before whom, for people with any mix of groups, skills, shifts and weights. */
export type WaitBook = {
  /** Steps of the wait of somebody who comes after everybody that is in the book. */
  stepsFor(waiter: Waiter): WaitStep[];
  /** Puts somebody behind everybody that is in the book. */
  add(waiter: Waiter): void;
};

/** Those who meet one requirement, over time. */
type Line = {
  weight: number;
  able: readonly number[];
  /** Capacity of those in hundredths, for shares. */
  capacity: number;
  /** Room in conversations of this weight: free at that moment, and held at most from then on. */
  room: readonly { at: number; free: number; slots: number }[];
  /** What waits here, in hundredths of a conversation. */
  queued: number;
  isQueued: boolean;
  /** Lines in which somebody waits whose people these are, too, and the part of them that is. */
  before: { line: Line; share: number }[];
};

/**
 * Makes a book of nobody. Whoever waits before somebody else takes from that one's people only the share that is likely: a conversation
 * that three people could serve, one of whom is yours, stands a third of a place before you.
 */
export function createWaitBook(servers: readonly Server[], now: number): WaitBook {
  const byGroup = groupServers(servers);
  const lines = new Map<string, Line>();
  const known = new WeakMap<Requirement, Line>();
  const linesOf: Line[][] = servers.map(() => []);
  let queuedOverall = 0;

  const lineOf = (requirement: Requirement): Line => {
    const cached = known.get(requirement);
    if (cached) return cached;
    const key = requirementKey(requirement);
    const line = lines.get(key) ?? makeLine(requirement, candidatesOf(requirement, byGroup), servers, now);
    known.set(requirement, line);
    if (lines.has(key)) return line;
    lines.set(key, line);
    for (const [ahead, common] of commonCapacity(line, linesOf, servers))
      if (ahead.isQueued) line.before.push({ line: ahead, share: common / ahead.capacity });
    for (const index of line.able) linesOf[index]?.push(line);
    return line;
  };

  const beginToQueue = (ahead: Line): void => {
    ahead.isQueued = true;
    for (const [line, common] of commonCapacity(ahead, linesOf, servers))
      line.before.push({ line: ahead, share: common / ahead.capacity });
  };

  const queuedBefore = (line: Line): number => {
    if (line.able.length === servers.length) return queuedOverall;
    let sum = 0;
    for (const ahead of line.before) sum += ahead.line.queued * ahead.share;
    return sum;
  };

  return {
    stepsFor: ({ stages, queuedAt }) =>
      stages.flatMap((stage, index) => {
        const from = Math.max(now, queuedAt + stage.afterSeconds * 1_000);
        const next = stages[index + 1];
        const until = next ? queuedAt + next.afterSeconds * 1_000 : Number.POSITIVE_INFINITY;
        if (until <= now) return [];
        const line = lineOf(stage.requirement);
        const place = 1 + queuedBefore(line) / line.weight;
        return within(line, from, until).map(({ at, free, slots }) => ({
          fromSeconds: (at - now) / 1_000,
          place: place - free,
          slots,
        }));
      }),
    add: ({ stages, queuedAt }) => {
      const stage = stages.findLast((one) => queuedAt + one.afterSeconds * 1_000 <= now) ?? stages[0];
      if (!stage) return;
      const line = lineOf(stage.requirement);
      if (line.capacity === 0) return;
      if (!line.isQueued) beginToQueue(line);
      line.queued += line.weight;
      queuedOverall += line.weight;
    },
  };
}

type Groups = { of: ReadonlyMap<string, readonly number[]>; all: readonly number[] };

function groupServers(servers: readonly Server[]): Groups {
  const of = new Map<string, number[]>();
  for (const [index, { spec }] of servers.entries())
    for (const group of spec.groups.keys()) {
      const members = of.get(group);
      if (members) members.push(index);
      else of.set(group, [index]);
    }
  return { of, all: servers.map((_server, index) => index) };
}

function candidatesOf({ groups }: Requirement, byGroup: Groups): readonly number[] {
  if (groups.length === 0) return byGroup.all;
  return [...new Set(groups.flatMap((group) => byGroup.of.get(group) ?? []))];
}

function makeLine(requirement: Requirement, from: readonly number[], servers: readonly Server[], now: number): Line {
  const able = from.filter((index) => {
    const server = servers[index];
    return server && server.open.length > 0 && takes(server, requirement) && canServe(server.spec, requirement);
  });
  const people = able.flatMap((index) => servers[index] ?? []);
  return {
    weight: requirement.weight,
    able,
    capacity: people.reduce((sum, { spec }) => sum + spec.capacity, 0),
    room: roomOf(people, requirement.weight, now),
    queued: 0,
    isQueued: false,
    before: [],
  };
}

function takes({ isAway }: Server, { only, evenAway }: Requirement): boolean {
  return isAway !== true || (only !== undefined && evenAway === true);
}

/** How much room there is over time, for conversations of this weight. */
function roomOf(people: readonly Server[], weight: number, now: number): Line['room'] {
  const changes = people
    .flatMap(({ spec, load, open }) =>
      open.flatMap(({ from, until }) => {
        const slots = Math.floor(spec.capacity / weight);
        const free = Math.max(0, Math.floor((spec.capacity - load) / weight));
        return [
          { at: Math.max(now, from), free, slots },
          { at: until, free: -free, slots: -slots },
        ];
      }),
    )
    .filter(({ at }) => at < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.at - other.at);
  const room = [{ at: now, free: 0, slots: 0 }];
  for (const change of changes) {
    const last = room.at(-1) ?? { at: now, free: 0, slots: 0 };
    const next = { at: change.at, free: last.free + change.free, slots: last.slots + change.slots };
    if (last.at === change.at) room.pop();
    room.push(next);
  }
  return room;
}

/** The room of a line between two moments, beginning with what holds at the first. */
function within(line: Line, from: number, until: number): Line['room'] {
  const [only] = line.room;
  if (only && line.room.length === 1) return [{ ...only, at: from }];
  const first = line.room.findLast((one) => one.at <= from);
  const later = line.room.filter((one) => one.at > from && one.at < until);
  return [...(first ? [{ ...first, at: from }] : []), ...later];
}

/** Capacity of the people that a line shares with each of the lines that are known. */
function commonCapacity(
  line: Line,
  linesOf: readonly (readonly Line[])[],
  servers: readonly Server[],
): ReadonlyMap<Line, number> {
  const common = new Map<Line, number>();
  for (const index of line.able) {
    const capacity = servers[index]?.spec.capacity ?? 0;
    for (const other of linesOf[index] ?? []) common.set(other, (common.get(other) ?? 0) + capacity);
  }
  return common;
}
