import { changeLoad, newAgent, settle } from './agent-load.ts';
import { chooseAgent } from './choose-agent.ts';
import type { Agent, AgentSpec, AgentState, Choice, ChoiceStep, Entry, Stage, StageTimer } from './core-types.ts';
import { createKeyedHeap, nowhere } from './keyed-heap.ts';
import { createLines, dropFree, enterFree, serves } from './lines.ts';

/** Somebody who begins to wait. Times in milliseconds. */
export type NewEntry = {
  id: string;
  queuedAt: number;
  /** Place in the order, see `serveByOf`; smaller is earlier. */
  serveBy: number;
  /** What is required, step by step; the first step's `afterSeconds` is 0. */
  stages: readonly Stage[];
  /** Number of the intent for the personal match; 0 where unknown. */
  intent?: number;
  /** The caller's own number for it. */
  tag?: number;
};

/** How the core decides. */
export type CorePolicy = {
  /** Steps of the choice between free people, in order. */
  steps: readonly ChoiceStep[];
  /** Which waiting entry somebody who becomes free takes: the smallest. Default: the place in the order. */
  headScore?(agent: Agent, entry: Entry, now: number): number;
};

/** Told of every assignment; `choice` is valid during the call only. */
export type AssignListener = (entry: Entry, agent: Agent, choice: Choice) => void;

/**
 * Who serves whom, in memory: no clock, no store, every call does what became possible by it, so that nobody ever waits beside somebody
 * free who could serve. The router and the rehearsal run on the same core.
 */
export type RoutingCore = {
  /** Adds somebody or changes what that person can do; load and state stay. */
  setAgent(spec: AgentSpec, now: number): Agent;
  setState(agent: Agent, state: AgentState, now: number): void;
  /** Tells the true load, e.g. after somebody took a conversation by hand. */
  setLoad(agent: Agent, load: number, now: number): void;
  /** A conversation of this weight is over or waits for its customer. */
  finish(agent: Agent, weight: number, now: number): void;
  removeAgent(agent: Agent): void;
  enqueue(entry: NewEntry, now: number): Entry;
  leave(entry: Entry): void;
  /** Lets time pass: requirements that have waited long enough become wider. */
  advance(now: number): void;
  /** Moment of the next widening; infinite where there is none. */
  nextTimer(): number;
  agents(): ReadonlyMap<string, Agent>;
  entries(): ReadonlyMap<string, Entry>;
};

/** Makes an empty core. */
export function createRoutingCore(policy: CorePolicy, onAssign: AssignListener): RoutingCore {
  const agents = new Map<string, Agent>();
  const entries = new Map<string, Entry>();
  const timers = createKeyedHeap<StageTimer>();
  const lines = createLines(agents);
  const choice: Choice = { step: 'only', candidates: 0 };
  const headScore = policy.headScore ?? ((_agent: Agent, entry: Entry) => entry.heapKey);

  const give = (entry: Entry, agent: Agent, now: number): void => {
    leave(entry);
    changeLoad(agent, agent.load + entry.weight, now);
    agent.idleSince = now;
    onAssign(entry, agent, choice);
  };

  /** Whoever keeps room for somebody earlier with a heavier conversation takes nothing later meanwhile. */
  const isKept = (agent: Agent, entry: Entry): boolean => {
    for (const line of agent.lines) {
      const head = line.waiting.first();
      if (head && head !== entry && head.heapKey < entry.heapKey && serves(agent, line)) return true;
    }
    return false;
  };

  const tryAssign = (entry: Entry, now: number): void => {
    const mayTake = (agent: Agent) => entries.size <= 1 || !isKept(agent, entry);
    const agent = chooseAgent({ entry, now, steps: policy.steps, mayTake }, choice);
    if (agent) give(entry, agent, now);
  };

  const offer = (agent: Agent, now: number): void => {
    while (agent.load < agent.capacity && entries.size > 0) {
      let best: Entry | undefined;
      for (const line of agent.lines) {
        const head = line.waiting.first();
        if (!head || !serves(agent, line)) continue;
        if (!best || headScore(agent, head, now) < headScore(agent, best, now)) best = head;
      }
      if (!best || agent.load + best.weight > agent.capacity) return;
      choice.step = 'only';
      choice.candidates = 1;
      give(best, agent, now);
    }
  };

  const wait = (entry: Entry): void => {
    entry.line.waiting.push(entry);
    const next = entry.stages[entry.stage + 1];
    if (!next) return;
    const timer = { entry, heapKey: entry.queuedAt + next.afterSeconds * 1_000, heapPosition: nowhere };
    entry.timer = timer;
    timers.push(timer);
  };

  const leave = (entry: Entry): void => {
    if (!entries.delete(entry.id)) return;
    entry.line.waiting.remove(entry);
    if (entry.timer) timers.remove(entry.timer);
    entry.timer = undefined;
  };

  const widen = (entry: Entry, now: number): void => {
    const stage = entry.stages[entry.stage + 1];
    if (!stage) return;
    entry.line.waiting.remove(entry);
    entry.stage += 1;
    entry.line = lines.of(stage.requirement);
    entry.weight = stage.requirement.weight;
    wait(entry);
    tryAssign(entry, now);
  };

  return {
    setAgent: (spec, now) => {
      const known = agents.get(spec.id);
      if (known) {
        lines.forget(known);
        Object.assign(known, spec);
      }
      const agent = known ?? newAgent(spec, agents.size, now);
      agent.breadth = spec.groups.size + (spec.skills?.size ?? 0);
      agents.set(spec.id, agent);
      lines.join(agent);
      if (known) offer(agent, now);
      return agent;
    },
    setState: (agent, state, now) => {
      if (agent.state === state) return;
      settle(agent, now);
      dropFree(agent);
      agent.state = state;
      enterFree(agent);
      offer(agent, now);
    },
    setLoad: (agent, load, now) => {
      if (agent.load === load) return;
      const isLess = load < agent.load;
      changeLoad(agent, load, now);
      if (isLess) offer(agent, now);
    },
    finish: (agent, weight, now) => {
      changeLoad(agent, Math.max(0, agent.load - weight), now);
      if (agent.load === 0) agent.idleSince = now;
      offer(agent, now);
    },
    removeAgent: (agent) => {
      lines.forget(agent);
      agents.delete(agent.id);
    },
    enqueue: (given, now) => {
      const [stage] = given.stages;
      const requirement = stage?.requirement ?? { groups: [], weight: 100 };
      const entry: Entry = {
        id: given.id,
        queuedAt: given.queuedAt,
        stages: given.stages,
        stage: 0,
        line: lines.of(requirement),
        weight: requirement.weight,
        intent: given.intent ?? 0,
        tag: given.tag ?? 0,
        timer: undefined,
        heapKey: given.serveBy,
        heapPosition: nowhere,
      };
      entries.set(entry.id, entry);
      tryAssign(entry, now);
      if (!entries.has(entry.id)) return entry;
      wait(entry);
      while (entry.timer && entry.timer.heapKey <= now) {
        timers.remove(entry.timer);
        entry.timer = undefined;
        widen(entry, now);
      }
      return entry;
    },
    leave,
    advance: (now) => {
      for (let timer = timers.first(); timer && timer.heapKey <= now; timer = timers.first()) {
        timers.remove(timer);
        timer.entry.timer = undefined;
        widen(timer.entry, now);
      }
    },
    nextTimer: () => timers.first()?.heapKey ?? Number.POSITIVE_INFINITY,
    agents: () => agents,
    entries: () => entries,
  };
}
