import type { Agent, Choice, ChoiceStep, Entry } from './core-types.ts';

/** Steps in the order in which they decide; data, so that a shop can switch them off or reorder them. */
export const choiceSteps: Readonly<Record<'least-load' | 'specialist' | 'skill-level' | 'longest-idle', ChoiceStep>> = {
  // In quarters: small differences are left to the later steps, large ones slow everybody's answers down.
  'least-load': {
    name: 'least-load',
    value: (agent) => (agent.load === 0 ? 0 : Math.floor((4 * agent.load) / agent.capacity)),
  },
  specialist: { name: 'specialist', value: (agent) => agent.breadth },
  'skill-level': { name: 'skill-level', value: (agent, entry) => levelFor(agent, entry) },
  'longest-idle': { name: 'longest-idle', value: (agent) => agent.idleSince },
};

const noLevel = 10;

/** The best level this person has in the groups that are asked for. */
export function levelFor(agent: Agent, entry: Entry): number {
  let best = noLevel;
  for (const group of entry.line.requirement.groups) best = Math.min(best, agent.groups.get(group) ?? noLevel);
  return best;
}

/** Chooses among free agents of a line by the steps; `choice` is filled. Undefined where nobody has the room. */
export function chooseAgent(
  input: { entry: Entry; now: number; steps: readonly ChoiceStep[]; mayTake(agent: Agent): boolean },
  choice: Choice,
): Agent | undefined {
  const { entry, now, steps } = input;
  let best: Agent | undefined;
  let known = 0;
  choice.candidates = 0;
  choice.step = 'only';
  for (const agent of entry.line.free) {
    if (agent.load + entry.weight > agent.capacity || !input.mayTake(agent)) continue;
    choice.candidates += 1;
    if (!best) {
      best = agent;
      continue;
    }
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index];
      if (!step) break;
      if (known <= index) {
        bestValues[index] = step.value(best, entry, now);
        known = index + 1;
      }
      const value = step.value(agent, entry, now);
      const difference = value - (bestValues[index] ?? 0);
      if (difference === 0) continue;
      choice.step = step.name;
      if (difference < 0) {
        best = agent;
        bestValues[index] = value;
        known = index + 1;
      }
      break;
    }
  }
  return best;
}

/** Values of the best so far, step by step; filled only as far as they were needed. One choice runs at a time. */
const bestValues = new Float64Array(16);
