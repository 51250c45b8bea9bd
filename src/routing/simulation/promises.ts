import { type Factors, factorsFrom, noFactors } from '../calibration.ts';
import type { Agent, Entry } from '../core/core-types.ts';
import { expectWait, toPromise, type WaitEstimate } from '../wait.ts';
import { createWaitBook, type Server } from '../wait-book.ts';
import type { Scenario } from './scenario.ts';
import { shiftSpans } from './shifts.ts';

/** How often the wait held that customers would have been told; P50 should hold for half, P90 for nine of ten. */
export type RehearsedPromises = {
  sample: number;
  heldP50: number;
  heldP90: number;
  /** The same without what is learned from earlier waits. */
  uncorrected: { heldP50: number; heldP90: number };
};

/** Tells some of those who wait what the product would tell them, and looks whether it comes true. */
export type PromiseProbe = {
  asked(customer: number, entry: Entry, waiting: Iterable<Entry>, now: number): void;
  /** Served, or gone after that wait. */
  over(customer: number, waitedSeconds: number, isServed: boolean): void;
  /** A conversation of this intent took so long. */
  ended(intent: number, seconds: number): void;
  result(): RehearsedPromises;
};

type Told = { group: string; expected: WaitEstimate; told: WaitEstimate; plain: WaitEstimate };

/** One of so many who wait is told, so that rehearsals stay quick; half as many after each so many. */
const [tellEvery, halvedAfter] = [16, 1_000];
const latest = { ends: 200, ratios: 300 };
const assumedHandleSeconds = 300;
const enoughSamples = 20;

/** Makes a probe of a scenario's people, who are the core's. */
export function createPromiseProbe(scenario: Scenario, agents: readonly Agent[], endsAt: number): PromiseProbe {
  const groups = scenario.intents.map((intent) => intent.group);
  const spans = scenario.agents.flatMap((group) => {
    const open = shiftSpans(group.shifts, endsAt);
    return Array.from({ length: group.count }, () => open);
  });
  const handled = new Map<string, number[]>();
  const ratios = new Map<string, { p50: number[]; p90: number[] }>();
  const open = new Map<number, Told>();
  const counts = { sample: 0, p50: 0, p90: 0, plainP50: 0, plainP90: 0 };
  let seen = 0;

  const factorsNow = (group: string): Factors => {
    const known = ratios.get(group);
    if (!known) return noFactors;
    const sample = known.p50.length;
    return factorsFrom({ sample, p50: quantile(known.p50, 0.5), p90: quantile(known.p90, 0.9) });
  };

  const expect = (entry: Entry, waiting: Iterable<Entry>, group: string, now: number): WaitEstimate | undefined => {
    const servers = agents.map((agent, index): Server => {
      const later = (spans[index] ?? []).filter(({ until }) => until > now);
      return { spec: agent, load: agent.load, open: later };
    });
    const book = createWaitBook(servers, now);
    for (const other of waiting) if (other !== entry && other.heapKey < entry.heapKey) book.add(other);
    const ends = handled.get(group) ?? [];
    const mean =
      ends.length < enoughSamples ? assumedHandleSeconds : ends.reduce((sum, one) => sum + one, 0) / ends.length;
    return expectWait(book.stepsFor(entry), mean);
  };

  return {
    asked: (customer, entry, waiting, now) => {
      seen += 1;
      if (seen % (tellEvery * 2 ** Math.floor(counts.sample / halvedAfter)) !== 0) return;
      const group = groups[entry.intent] ?? '';
      const expected = expect(entry, waiting, group, now);
      if (!expected) return;
      const told = toPromise(expected, factorsNow(group));
      open.set(customer, { group, expected, told, plain: toPromise(expected, noFactors) });
    },
    over: (customer, waited, isServed) => {
      const one = open.get(customer);
      if (!one) return;
      open.delete(customer);
      // Who left before the promised time was over says nothing about it.
      if (!isServed && waited <= one.told.p90) return;
      counts.sample += 1;
      if (isServed && waited <= one.told.p50) counts.p50 += 1;
      if (isServed && waited <= one.told.p90) counts.p90 += 1;
      if (isServed && waited <= one.plain.p50) counts.plainP50 += 1;
      if (isServed && waited <= one.plain.p90) counts.plainP90 += 1;
      if (one.expected.p50 <= 0) return;
      const known = ratios.get(one.group) ?? { p50: [], p90: [] };
      ratios.set(one.group, known);
      remember(known.p50, waited / Math.max(15, one.expected.p50), latest.ratios);
      remember(known.p90, waited / Math.max(30, one.expected.p90), latest.ratios);
    },
    ended: (intent, seconds) => {
      const group = groups[intent] ?? '';
      const ends = handled.get(group) ?? [];
      handled.set(group, ends);
      remember(ends, seconds, latest.ends);
    },
    result: () => {
      const part = (count: number) => (counts.sample === 0 ? 0 : count / counts.sample);
      return {
        sample: counts.sample,
        heldP50: part(counts.p50),
        heldP90: part(counts.p90),
        uncorrected: { heldP50: part(counts.plainP50), heldP90: part(counts.plainP90) },
      };
    },
  };
}

function remember(values: number[], value: number, atMost: number): void {
  values.push(value);
  if (values.length > atMost) values.shift();
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 1;
}
