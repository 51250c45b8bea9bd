import { describe, expect, it } from 'vitest';
import { type AdmissionKind, createAdmission, createFairQueue, createLatencyLimit } from '../platform/index.ts';
import { createTurnPace } from './turn-pace.ts';

/** What the one thread takes, in milliseconds: storing a message, taking a turn. */
const [storing, turning] = [0.4, 4];
/** Messages a second: half of what the machine takes with its turns, five times as much as it can store, and half again. */
const [calmRate, crowdRate] = [100, 10_000];
const [calmSeconds, crowdSeconds, afterSeconds] = [5, 15, 50];
const people = 8_000;
/** What has come meanwhile is taken in before the next turn begins. */
const storedBetween = 8;

type Message = { person: number; second: number; saidAt: number; kind: AdmissionKind };
type Second = { said: number; stored: number; refused: number; times: number[]; turns: number; waits: number[] };

/**
 * One thread that stores what is let in and takes turns between, millisecond by millisecond: the real gate, its limit and the pace of turns on a
 * clock of its own. Who was turned away comes back when told; who has not been stored says nothing else.
 */
function playCrowd(): Second[] {
  const clock = { at: 0 };
  const now = () => clock.at;
  const limit = createLatencyLimit({ most: 4_000, least: 384, first: 768, tolerance: 2, quick: 100 });
  const admission = createAdmission({ limit, slowMilliseconds: 120, now, random: () => 0.5 });
  const pace = createTurnPace(admission.isCrowded, now);
  const turns = createFairQueue<string, { at: number }>();
  const line: { message: Message; leave(isDone: boolean): void }[] = [];
  const returning = new Map<number, Message[]>();
  const silent = new Set<number>();
  const seconds: Second[] = Array.from({ length: calmSeconds + crowdSeconds + afterSeconds }, () => ({
    said: 0,
    stored: 0,
    refused: 0,
    times: [],
    turns: 0,
    waits: [],
  }));
  let next = 0;
  let owed = 0;

  const enter = (message: Message): void => {
    const place = admission.enter('shop', message.kind);
    if (place.isIn) {
      line.push({ message, leave: place.leave });
      return;
    }
    const second = seconds[Math.floor(clock.at / 1_000)];
    if (second) second.refused += 1;
    const at = clock.at + Math.ceil(place.retryAfterMs);
    returning.set(at, [...(returning.get(at) ?? []), { ...message, kind: 'returning' }]);
  };
  const say = (): void => {
    for (let asked = 0; asked < people; asked += 1) {
      const person = next++ % people;
      if (silent.has(person)) continue;
      silent.add(person);
      const second = Math.floor(clock.at / 1_000);
      const page = seconds[second];
      if (page) page.said += 1;
      enter({ person, second, saidAt: clock.at, kind: 'running' });
      return;
    }
  };
  const store = (): void => {
    const { message, leave } = line.shift() ?? {};
    if (!message) return;
    leave?.(true);
    silent.delete(message.person);
    const page = seconds[message.second];
    page?.times.push(clock.at - message.saidAt);
    if (page) page.stored += 1;
    turns.add('shop', String(message.person), { at: clock.at });
  };
  const turn = (second: Second): void => {
    const taken = turns.take();
    if (!taken) return;
    pace.begun();
    second.turns += 1;
    second.waits.push(clock.at - taken.item.at);
  };

  let thread = 0;
  let stored = 0;
  for (; clock.at < seconds.length * 1_000; clock.at += 1) {
    const index = Math.floor(clock.at / 1_000);
    const isCrowd = index >= calmSeconds && index < calmSeconds + crowdSeconds;
    for (owed += (isCrowd ? crowdRate : calmRate) / 1_000; owed >= 1; owed -= 1) say();
    for (const message of returning.get(clock.at) ?? []) enter(message);
    returning.delete(clock.at);
    // The thread does one thing after the other, with a look at the sockets between two turns; what is longer than a millisecond is paid later.
    const second = seconds[index];
    for (thread = Math.min(1, thread + 1); second && thread > 0; ) {
      const isTurn = turns.size() > 0 && (stored >= storedBetween || line.length === 0) && pace.mayBegin();
      if (!isTurn && line.length === 0) break;
      if (isTurn) turn(second);
      else store();
      stored = isTurn ? 0 : stored + 1;
      thread -= isTurn ? turning : storing;
    }
  }
  return seconds;
}

describe('after a crowd', () => {
  const seconds = playCrowd();
  const over = calmSeconds + crowdSeconds;
  const p99 = ({ times }: Second) =>
    times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.99) - 1] ?? 0;

  it('storing is calm again within five seconds: all stored, nobody turned away, as quick as 100 ms', () => {
    for (const second of seconds.slice(over + 5)) {
      expect([second.stored, second.refused]).toEqual([second.said, 0]);
      expect(p99(second)).toBeLessThanOrEqual(100);
    }
  });

  it('the crowd itself is stored at the pace of the thread, and some are answered all the while', () => {
    for (const second of seconds.slice(calmSeconds + 2, over)) {
      expect(second.turns).toBeGreaterThanOrEqual(50);
      expect(second.turns).toBeLessThanOrEqual(75);
    }
  });

  it('nothing is lost: every message is stored, and the backlog of answers is taken in the end', () => {
    expect(seconds.map((second) => second.stored)).toEqual(seconds.map((second) => second.said));
    expect(Math.max(...(seconds.at(-1)?.waits ?? []))).toBeLessThan(100);
  });
});
