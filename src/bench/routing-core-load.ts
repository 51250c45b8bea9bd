import { createLoadedCore } from '../routing/index.ts';
import { quantile } from './report.ts';

const agents = 7_500;
const queues = 5_000;
const conversations = 500_000;
const operations = 100_000;

/** The core alone at the size of the largest hosted systems: memory, and the time of a change with the assignments it brings. */
export function measureCore(): string[] {
  const loaded = createLoadedCore({ agents, queues, conversations });
  const memory = process.memoryUsage().rss / 2 ** 20;
  const times: number[] = [];
  let given = 0;
  for (let index = 0; index < operations; index += 1) {
    const startedAt = performance.now();
    given += loaded.change(index);
    times.push(performance.now() - startedAt);
  }
  return [
    `core: ${agents} people, ${queues} queues, ${loaded.held()} conversations held and ${loaded.waiting()} waiting; the whole process holds ${Math.round(memory)} MiB`,
    `core: a conversation ends and another comes: p50 ${quantile(times, 0.5).toFixed(4)} ms, p99 ${quantile(times, 0.99).toFixed(4)} ms; ${given} assignments, ${loaded.aboveCap()} above a cap`,
  ];
}
