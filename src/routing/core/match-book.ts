import { idleShareAt } from './agent-load.ts';
import type { Agent, ChoiceStep } from './core-types.ts';

/** What was learned of one person and one kind of wish. */
export type MatchRecord = { count: number; seconds: number; resolved: number };

/**
 * Who resolves which kind of wish best, learned from history. Few observations count little: a person's record for an intent starts at
 * that person's own average, which starts at everybody's.
 */
export type MatchBook = {
  observe(agent: number, intent: number, seconds: number, isResolved: boolean): void;
  /** Takes over what was learned before. */
  load(agent: number, intent: number, record: MatchRecord): void;
  /** How much faster and more surely than everybody this person serves that: 1 is average. Unknown people get a little more: they are tried. */
  effectiveness(agent: number, intent: number): number;
  /** Changes when something was learned of this person. */
  version(agent: number): number;
};

const priorForPerson = 10;
const priorForIntent = 8;
/** Extra for somebody of whom nothing is known yet; shrinks with the root of what is. */
const curiosity = 0.15;

/** Makes a book without anything learned. */
export function createMatchBook(): MatchBook {
  const pairs = new Map<number, MatchRecord>();
  const people = new Map<number, { count: number; seconds: number; expected: number }>();
  const intents = new Map<number, MatchRecord>();
  const keyOf = (agent: number, intent: number) => agent * 4_096 + intent;

  const add = (agent: number, intent: number, record: MatchRecord): void => {
    const overall = intents.get(intent) ?? { count: 0, seconds: 0, resolved: 0 };
    addTo(overall, record);
    intents.set(intent, overall);
    const pair = pairs.get(keyOf(agent, intent)) ?? { count: 0, seconds: 0, resolved: 0 };
    addTo(pair, record);
    pairs.set(keyOf(agent, intent), pair);
    const person = people.get(agent) ?? { count: 0, seconds: 0, expected: 0 };
    person.count += record.count;
    person.seconds += record.seconds;
    person.expected += (record.count * overall.seconds) / overall.count;
    people.set(agent, person);
  };

  return {
    observe: (agent, intent, seconds, isResolved) =>
      add(agent, intent, { count: 1, seconds, resolved: isResolved ? 1 : 0 }),
    load: add,
    version: (agent) => people.get(agent)?.count ?? 0,
    effectiveness: (agent, intent) => {
      const overall = intents.get(intent);
      if (!overall || overall.count === 0) return 1 + curiosity;
      const usual = overall.seconds / overall.count;
      const person = people.get(agent);
      const pace = person ? (person.seconds + priorForPerson * usual) / (person.expected + priorForPerson * usual) : 1;
      const pair = pairs.get(keyOf(agent, intent));
      const count = pair?.count ?? 0;
      const seconds = ((pair?.seconds ?? 0) + priorForIntent * usual * pace) / (count + priorForIntent);
      const usualResolved = (overall.resolved + 1) / (overall.count + 1);
      const resolved = ((pair?.resolved ?? 0) + priorForIntent * usualResolved) / (count + priorForIntent);
      return (usual / seconds) * (resolved / usualResolved) * (1 + curiosity / Math.sqrt(count + 1));
    },
  };
}

/**
 * The step "personal match": the better match goes first, but whoever had more idle time lately counts more, so that nobody is left out
 * and the best are not worn out. `sharpness` 0 only evens out idle time; the larger, the more the best get.
 */
export function matchStep(book: Pick<MatchBook, 'effectiveness' | 'version'>, sharpness: number): ChoiceStep {
  const weights = new Map<number, { version: number; weight: number }>();
  const weightOf = (agent: number, intent: number): number => {
    const key = agent * 4_096 + intent;
    const known = weights.get(key);
    const version = book.version(agent);
    if (known?.version === version) return known.weight;
    const weight = book.effectiveness(agent, intent) ** sharpness;
    if (known) {
      known.version = version;
      known.weight = weight;
    } else weights.set(key, { version, weight });
    return weight;
  };
  return {
    name: 'match',
    value: (agent: Agent, entry, now) =>
      -(idleShareAt(agent, now) + fairnessFloor) * weightOf(agent.index, entry.intent),
  };
}

/** Keeps the product alive for people who were busy all the time. */
const fairnessFloor = 0.01;

function addTo(record: MatchRecord, more: MatchRecord): void {
  record.count += more.count;
  record.seconds += more.seconds;
  record.resolved += more.resolved;
}
