import { choiceSteps } from '../core/choose-agent.ts';
import type { Agent, ChoiceStep, Entry } from '../core/core-types.ts';
import { type MatchBook, matchStep } from '../core/match-book.ts';
import type { CorePolicy } from '../core/routing-core.ts';
import type { PolicyName } from './scenario.ts';

/** What the comparison policies may know that the product has to learn. */
export type TrueWorld = {
  /** True pace of a person for an intent; 1 needs the intent's time. */
  speed(agent: number, intent: number): number;
  waitCost(intent: number): number;
};

/** The production choice: even load, specialists before all-rounders, skill, personal match within fair idle time, longest idle. */
export function productionSteps(book: MatchBook, sharpness: number): readonly ChoiceStep[] {
  return [
    choiceSteps['least-load'],
    choiceSteps.specialist,
    choiceSteps['skill-level'],
    matchStep(book, sharpness),
    choiceSteps['longest-idle'],
  ];
}

/** Policies by name: the product's and the ones it is measured against. */
export function policyOf(
  name: PolicyName,
  input: { book: MatchBook; sharpness: number; world: TrueWorld },
): CorePolicy {
  const { world } = input;
  const idle = choiceSteps['longest-idle'];
  const fastest: ChoiceStep = { name: 'fastest', value: (agent, entry) => -world.speed(agent.index, entry.intent) };
  const exactLoad: ChoiceStep = { name: 'least-load', value: (agent) => agent.load / agent.capacity };
  const policies: Readonly<Record<PolicyName, CorePolicy>> = {
    peakdesk: { steps: productionSteps(input.book, input.sharpness) },
    'longest-idle': { steps: [idle] },
    'least-loaded': { steps: [exactLoad, idle] },
    'fastest-first': { steps: [fastest, idle] },
    // Generalised c-mu with quadratic cost of waiting (Mandelbaum and Stolyar 2004): largest cost rate times pace first.
    'gc-mu': {
      steps: [fastest, idle],
      headScore: (agent: Agent, entry: Entry, now: number) =>
        -(world.waitCost(entry.intent) * (now - entry.queuedAt) * world.speed(agent.index, entry.intent)),
    },
  };
  return policies[name];
}

/** Whether a policy serves in order of arrival, whatever the reasons. */
export function isFirstComeFirstServed(name: PolicyName): boolean {
  return name !== 'peakdesk';
}
