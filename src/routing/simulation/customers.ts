import type { Entry } from '../core/core-types.ts';
import type { TraceRow } from './demand.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** Customers by number; numbers are used again, so that a long rehearsal needs no more memory than its fullest moment. */
export type CustomerPool = {
  arrive(row: TraceRow | undefined): number;
  /** Begins to wait for a person. */
  queue(customer: number, now: number): void;
  keep(customer: number, entry: Entry): void;
  served(customer: number): void;
  free(customer: number): void;
  intent(customer: number): number;
  /** 0 is calm, n the n-th emotion of the scenario. */
  emotion(customer: number): number;
  queuedAt(customer: number): number;
  handleSeconds(customer: number): number;
  patienceSeconds(customer: number): number | undefined;
  isWaiting(customer: number): boolean;
  entry(customer: number): Entry | undefined;
  /** Changes whenever the number is used again. */
  version(customer: number): number;
};

type Customer = {
  intent: number;
  emotion: number;
  queuedAt: number;
  handleSeconds: number;
  patienceSeconds: number | undefined;
  isWaiting: boolean;
  entry: Entry | undefined;
  version: number;
};

/** Makes an empty pool for a scenario. */
export function createCustomerPool(scenario: Scenario, random: Random): CustomerPool {
  const people: Customer[] = [];
  const unused: number[] = [];
  const intentIds = new Map(scenario.intents.map((intent, index) => [intent.id, index]));
  const emotionIds = new Map(scenario.emotions.map((emotion, index) => [emotion.id, index + 1]));
  const pickIntent = pickerOf(scenario.intents.map((intent) => intent.share));
  const emotionShares = scenario.emotions.map((emotion) => emotion.share);
  const calm = Math.max(0, 1 - emotionShares.reduce((sum, share) => sum + share, 0));
  const pickEmotion = pickerOf([calm, ...emotionShares]);
  const of = (customer: number): Customer => {
    const found = people[customer];
    if (!found) throw new Error('no such customer');
    return found;
  };
  return {
    arrive: (row) => {
      const number = unused.pop() ?? people.length;
      const person = people[number] ?? {
        intent: 0,
        emotion: 0,
        queuedAt: 0,
        handleSeconds: 0,
        patienceSeconds: undefined,
        isWaiting: false,
        entry: undefined,
        version: 0,
      };
      if (number === people.length) people.push(person);
      person.intent = (row?.intent === undefined ? undefined : intentIds.get(row.intent)) ?? pickIntent(random);
      person.emotion = (row?.emotion === undefined ? undefined : emotionIds.get(row.emotion)) ?? pickEmotion(random);
      person.handleSeconds = row?.handleSeconds ?? scenario.intents[person.intent]?.handleSeconds ?? 0;
      person.patienceSeconds = row?.patienceSeconds ?? scenario.patienceSeconds;
      return number;
    },
    queue: (customer, now) => {
      const person = of(customer);
      person.queuedAt = now;
      person.isWaiting = true;
    },
    keep: (customer, entry) => {
      of(customer).entry = entry;
    },
    served: (customer) => {
      const person = of(customer);
      person.isWaiting = false;
      person.entry = undefined;
    },
    free: (customer) => {
      const person = of(customer);
      person.isWaiting = false;
      person.entry = undefined;
      person.version = (person.version + 1) | 0;
      unused.push(customer);
    },
    intent: (customer) => of(customer).intent,
    emotion: (customer) => of(customer).emotion,
    queuedAt: (customer) => of(customer).queuedAt,
    handleSeconds: (customer) => of(customer).handleSeconds,
    patienceSeconds: (customer) => of(customer).patienceSeconds,
    isWaiting: (customer) => of(customer).isWaiting,
    entry: (customer) => of(customer).entry,
    version: (customer) => of(customer).version,
  };
}

/** Picks an index with these weights. */
function pickerOf(weights: readonly number[]): (random: Random) => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 1 || total === 0) return () => 0;
  let sum = 0;
  const limits = weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
  return (random) => {
    const value = random();
    const found = limits.findIndex((limit) => value < limit);
    return found < 0 ? limits.length - 1 : found;
  };
}
