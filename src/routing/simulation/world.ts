import type { Agent, AgentSpec, Stage } from '../core/core-types.ts';
import { serveByOf, urgencyOf } from '../core/urgency.ts';
import type { CustomerPool } from './customers.ts';
import { isFirstComeFirstServed } from './policies.ts';
import type { Scenario } from './scenario.ts';

/** What an intent's group asks of people, wider after the overflow time. */
export function stagesOf(scenario: Scenario, group: string): Stage[] {
  const own: Stage = { afterSeconds: 0, name: 'skilled', requirement: { groups: [group], weight: 100 } };
  if (scenario.overflowSeconds === undefined) return [own];
  return [own, { afterSeconds: scenario.overflowSeconds, name: 'anybody', requirement: { groups: [], weight: 100 } }];
}

/** Place in the order: with reasons in the production policy, by arrival in the others. */
export function orderOf(scenario: Scenario, customers: CustomerPool): (customer: number, now: number) => number {
  if (isFirstComeFirstServed(scenario.policy)) return (_customer, now) => now;
  const calm = { id: 'neutral', share: 1, intensity: 0 };
  const credits = scenario.intents.map((intent) =>
    [calm, ...scenario.emotions].map((emotion) => {
      const facts = {
        reason: intent.reason ?? 'asked',
        emotion: emotion.id,
        intensity: emotion.intensity,
        memberLevel: '',
        ...(intent.orderStage ? { orderStage: intent.orderStage } : {}),
      };
      return serveByOf(0, urgencyOf(facts));
    }),
  );
  return (customer, now) => now + (credits[customers.intent(customer)]?.[customers.emotion(customer)] ?? 0);
}

/** Makes everybody of the scenario in the core, in order. */
export function makeAgents(scenario: Scenario, set: (spec: AgentSpec) => Agent): Agent[] {
  return scenario.agents.flatMap((group, kind) => {
    const groups = new Map(group.groups.map((one) => (typeof one === 'string' ? [one, 1] : [one.id, one.level])));
    return Array.from({ length: group.count }, (_none, index) =>
      set({ id: `${kind}/${index}`, groups, languages: [], capacity: group.capacity * 100 }),
    );
  });
}
