import { choiceSteps } from './choose-agent.ts';
import type { Agent } from './core-types.ts';
import { createRoutingCore } from './routing-core.ts';

/** A core full of people and conversations, for measurements. */
export type LoadedCore = {
  /** One conversation ends, one comes; returns the assignments that followed. */
  change(index: number): number;
  held(): number;
  waiting(): number;
  aboveCap(): number;
};

const conversationsEach = 50;

/** Fills a core: everybody serves four queues and holds as much as possible, the rest waits. */
export function createLoadedCore(size: { agents: number; queues: number; conversations: number }): LoadedCore {
  let given = 0;
  const holders = new Map<string, Agent>();
  const core = createRoutingCore(
    {
      steps: [
        choiceSteps['least-load'],
        choiceSteps.specialist,
        choiceSteps['skill-level'],
        choiceSteps['longest-idle'],
      ],
    },
    (entry, agent) => {
      given += 1;
      holders.set(entry.id, agent);
    },
  );
  const people = Array.from({ length: size.agents }, (_none, index) => {
    const groups = new Map([0, 1, 2, 3].map((extra) => [`queue-${(index + extra * 1_237) % size.queues}`, 1 + extra]));
    const agent = core.setAgent(
      { id: `agent-${index}`, groups, languages: ['zh-CN'], capacity: conversationsEach * 100 },
      0,
    );
    core.setState(agent, 'open', 0);
    return agent;
  });
  const requirements = Array.from({ length: size.queues }, (_none, index) => [
    { afterSeconds: 0, name: 'skilled' as const, requirement: { groups: [`queue-${index}`], weight: 100 } },
  ]);
  let now = 0;
  let made = 0;
  const come = (): void => {
    now += 1;
    const stages = requirements[(made * 7_919) % size.queues] ?? [];
    core.enqueue({ id: `conversation-${made}`, queuedAt: now, serveBy: now, stages }, now);
    made += 1;
  };
  while (made < size.conversations) come();
  return {
    change: (index) => {
      const before = given;
      const agent = people[(index * 104_729) % people.length];
      now += 1;
      if (agent && agent.load > 0) core.finish(agent, 100, now);
      come();
      return given - before;
    },
    held: () => people.reduce((sum, agent) => sum + agent.load / 100, 0),
    waiting: () => core.entries().size,
    aboveCap: () => people.filter((agent) => agent.load > agent.capacity).length,
  };
}
