import type { Agent, Entry, Line, Requirement } from './core-types.ts';
import { createKeyedHeap } from './keyed-heap.ts';
import { canServe, requirementKey } from './requirements.ts';

/** Lines by requirement, each with the people who can serve it. */
export type Lines = {
  /** The line of a requirement; made with its people when it is asked for first. */
  of(requirement: Requirement): Line;
  /** Enters somebody in all lines that this person can serve. */
  join(agent: Agent): void;
  /** Takes somebody out of all lines. */
  forget(agent: Agent): void;
};

/** Makes the lines over these people. */
export function createLines(agents: ReadonlyMap<string, Agent>): Lines {
  const lines = new Map<string, Line>();
  const known = new WeakMap<Requirement, Line>();
  const inGroup = new Map<string, Set<Agent>>();
  const linesOfGroup = new Map<string, Line[]>();
  const openLines: Line[] = [];

  const enter = (agent: Agent, line: Line): void => {
    if (!canServe(agent, line.requirement)) return;
    agent.lines.push(line);
    agent.positions.push(-1);
    enterLine(agent, agent.lines.length - 1);
  };

  const make = (requirement: Requirement, key: string): Line => {
    const line: Line = { key, requirement, waiting: createKeyedHeap<Entry>(), free: [], freeSlots: [] };
    lines.set(key, line);
    const own = requirement.only === undefined ? undefined : agents.get(requirement.only);
    if (requirement.only !== undefined || requirement.groups.length === 0) openLines.push(line);
    else for (const group of requirement.groups) linesOfGroup.set(group, [...(linesOfGroup.get(group) ?? []), line]);
    if (requirement.only !== undefined) {
      if (own) enter(own, line);
      return line;
    }
    const able = new Set<Agent>(requirement.groups.length === 0 ? agents.values() : []);
    for (const group of requirement.groups) for (const agent of inGroup.get(group) ?? []) able.add(agent);
    for (const agent of able) enter(agent, line);
    return line;
  };

  return {
    of: (requirement) => {
      const same = known.get(requirement);
      if (same) return same;
      const key = requirementKey(requirement);
      const line = lines.get(key) ?? make(requirement, key);
      known.set(requirement, line);
      return line;
    },
    join: (agent) => {
      const able = new Set<Line>(openLines);
      for (const group of agent.groups.keys()) {
        inGroup.set(group, (inGroup.get(group) ?? new Set()).add(agent));
        for (const line of linesOfGroup.get(group) ?? []) able.add(line);
      }
      for (const line of able) enter(agent, line);
    },
    forget: (agent) => {
      dropFree(agent);
      for (const group of agent.groups.keys()) inGroup.get(group)?.delete(agent);
      agent.lines = [];
      agent.positions = [];
    },
  };
}

/** Whether this person, as of now and room aside, takes from the line. */
export function serves(agent: Agent, line: Line): boolean {
  return agent.state === 'open' || (agent.state === 'away' && line.requirement.evenAway === true);
}

/** Enters somebody with room into the free lists of all own lines. */
export function enterFree(agent: Agent): void {
  for (let slot = 0; slot < agent.lines.length; slot += 1) enterLine(agent, slot);
}

/** Takes somebody out of all free lists. */
export function dropFree(agent: Agent): void {
  for (let slot = 0; slot < agent.lines.length; slot += 1) {
    const position = agent.positions[slot] ?? -1;
    const line = agent.lines[slot];
    if (position < 0 || !line) continue;
    agent.positions[slot] = -1;
    const moved = line.free.pop();
    const movedSlot = line.freeSlots.pop() ?? 0;
    if (!moved || moved === agent) continue;
    line.free[position] = moved;
    line.freeSlots[position] = movedSlot;
    moved.positions[movedSlot] = position;
  }
}

function enterLine(agent: Agent, slot: number): void {
  const line = agent.lines[slot];
  if (!line || agent.positions[slot] !== -1 || agent.load >= agent.capacity || !serves(agent, line)) return;
  agent.positions[slot] = line.free.length;
  line.free.push(agent);
  line.freeSlots.push(slot);
}
