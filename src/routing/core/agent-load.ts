import type { Agent, AgentSpec } from './core-types.ts';
import { dropFree, enterFree } from './lines.ts';

/** Idle shares forget with this time constant. */
const idleMemoryMilliseconds = 3_600_000;

/** Somebody new: closed and without conversations until told otherwise. */
export function newAgent(spec: AgentSpec, index: number, now: number): Agent {
  return {
    ...spec,
    index,
    state: 'closed',
    load: 0,
    breadth: 0,
    idleSince: now,
    idleShare: 0.5,
    settledAt: now,
    lines: [],
    positions: [],
  };
}

/** Sets the load and keeps the lists of free people and the idle share right. */
export function changeLoad(agent: Agent, load: number, now: number): void {
  settle(agent, now);
  const wasFree = agent.load < agent.capacity;
  agent.load = load;
  const isFree = load < agent.capacity;
  if (wasFree && !isFree) dropFree(agent);
  else if (!wasFree && isFree) enterFree(agent);
}

/** Share of the recent capacity that lay idle, as of now. */
export function idleShareAt(agent: Agent, now: number): number {
  if (agent.state === 'closed') return agent.idleShare;
  const passed = now - agent.settledAt;
  if (passed <= 0) return agent.idleShare;
  const weight =
    passed < idleMemoryMilliseconds / 50
      ? passed / idleMemoryMilliseconds
      : 1 - Math.exp(-passed / idleMemoryMilliseconds);
  return agent.idleShare + (1 - agent.load / agent.capacity - agent.idleShare) * weight;
}

/** Books the time since the last change. */
export function settle(agent: Agent, now: number): void {
  agent.idleShare = idleShareAt(agent, now);
  agent.settledAt = now;
}
