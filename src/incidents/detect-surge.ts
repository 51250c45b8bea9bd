import type { ConversationId } from '../platform/index.ts';
import { likeness } from './likeness.ts';
import type { Question } from './types.ts';

/** A question that is asked far more often than usual. */
export type Surge = {
  key: string;
  intent: string;
  subject: string;
  /** Customers within the last minute. */
  perMinute: number;
  usualPerMinute: number;
  grams: readonly number[];
  members: readonly { conversationId: ConversationId; seq: number }[];
};

/** Counts the questions of one shop; no clock of its own: every time is handed in, in monotone milliseconds. */
export type SurgeDetector = {
  /** Notes a question; returns the keys that it counts for, the most telling first. */
  observe(question: Question): readonly string[];
  /** Keys that surge at this moment. */
  look(at: number): readonly Surge[];
  /** Whether a question is still asked far more often than usual. */
  isHot(key: string, at: number): boolean;
};

type Counted = {
  key: string;
  intent: string;
  subject: string;
  grams: ReadonlySet<number>;
  /** Customers in each ten seconds of the last five minutes, the present one first. */
  buckets: number[];
  /** Number of the present bucket. */
  bucket: number;
  /** Usual customers a minute: an average with a memory of about an hour. */
  usual: number;
  /** Minutes that the average has seen. */
  minutes: number;
  isSurging: boolean;
  /** Who has asked lately, so that one customer counts once. */
  members: Map<ConversationId, number>;
};

const bucketMilliseconds = 10_000;
const bucketsAMinute = 6;
const bucketsKept = 30;
/** Customers a minute below which nothing is a surge. */
const fewest = 8;
/** A surge is at least this many times the usual, and so unlikely by chance. */
const timesUsual = 3;
const unlikely = 1e-7;
/** Over when fewer than this many times the usual ask. */
const timesWhenOver = 1.5;
/** Until so many minutes were seen nobody knows what is usual. */
const minutesToLearn = 5;
const learning = 1 / 60;
const membersAtMost = 2_000;
const leadersAtMost = 200;
/** Texts without a known wish that are this much alike are one question. */
export const alike = 0.45;
/** A classifier that is less sure than this says nothing about the wish. */
const sure = 0.4;
/** A narrower question that makes up this much of a wider one stands for it. */
const shareOfWider = 0.6;

/** Makes the detector of one shop. */
export function createSurgeDetector(): SurgeDetector {
  const counted = new Map<string, Counted>();
  const all: Counted = makeCounted('', '', '', new Set(), 0);
  let leaders = 0;
  let startedAt: number | undefined;

  const find = (key: string, question: Question, subject: string, intent: string): Counted => {
    const known = counted.get(key);
    if (known) return known;
    const made = makeCounted(key, intent, subject, question.grams, Math.floor(question.at / bucketMilliseconds));
    counted.set(key, made);
    return made;
  };

  /** Texts whose wish is not known gather around the first of their kind. */
  const leaderKey = (question: Question): string | undefined => {
    let best: { key: string; score: number } | undefined;
    for (const one of counted.values()) {
      if (!one.key.startsWith(likePrefix)) continue;
      const score = likeness(one.grams, question.grams);
      if (score >= alike && score > (best?.score ?? 0)) best = { key: one.key, score };
    }
    if (best) return best.key;
    if (leaders >= leadersAtMost) return undefined;
    leaders += 1;
    return `${likePrefix}${[...question.grams].slice(0, 6).join('-')}`;
  };

  const keysOf = (question: Question): { key: string; subject: string; intent: string }[] => {
    const { intent, confidence, subject } = question;
    if (intent === 'oos' || confidence < sure) {
      const key = question.grams.size < 3 ? undefined : leaderKey(question);
      return key === undefined ? [] : [{ key, subject: '', intent: 'oos' }];
    }
    const wide = { key: `${intent}|`, subject: '', intent };
    return subject === '' ? [wide] : [{ key: `${intent}|${subject}`, subject, intent }, wide];
  };

  const expected = (one: Counted, at: number): number => {
    const usual = usualOf(one, startedAt, at);
    const others = Math.max(0.1, usualOf(all, startedAt, at) - usual);
    const othersNow = lastMinute(all) - lastMinute(one);
    // When everything is asked more often, this is, too.
    return Math.max(0.5, usual, usual * (othersNow / others));
  };

  return {
    observe: (question) => {
      startedAt ??= question.at;
      const bucket = Math.floor(question.at / bucketMilliseconds);
      turn(all, bucket);
      addTo(all, question);
      const keys = keysOf(question);
      for (const { key, subject, intent } of keys) {
        const one = find(key, question, subject, intent);
        turn(one, bucket);
        addTo(one, question);
      }
      return keys.map((one) => one.key);
    },
    look: (at) => {
      const bucket = Math.floor(at / bucketMilliseconds);
      turn(all, bucket);
      const found: Surge[] = [];
      for (const one of counted.values()) {
        turn(one, bucket);
        if (isForgotten(one)) {
          counted.delete(one.key);
          if (one.key.startsWith(likePrefix)) leaders -= 1;
          continue;
        }
        const perMinute = lastMinute(one);
        if (startedAt === undefined || at - startedAt < minutesToLearn * 60_000 || perMinute < fewest) continue;
        const usual = expected(one, at);
        if (perMinute < timesUsual * usual || poissonTail(perMinute, usual) > unlikely) continue;
        one.isSurging = true;
        found.push(toSurge(one, perMinute, usual));
      }
      return found.filter((surge) => !isExplained(surge, found));
    },
    isHot: (key, at) => {
      const one = counted.get(key);
      if (!one) return false;
      turn(one, Math.floor(at / bucketMilliseconds));
      turn(all, Math.floor(at / bucketMilliseconds));
      const isHot = sum(one.buckets.slice(0, 3 * bucketsAMinute)) / 3 >= Math.max(2, timesWhenOver * expected(one, at));
      if (!isHot) one.isSurging = false;
      return isHot;
    },
  };
}

const likePrefix = 'like/';

function makeCounted(
  key: string,
  intent: string,
  subject: string,
  grams: ReadonlySet<number>,
  bucket: number,
): Counted {
  const buckets = Array.from({ length: bucketsKept }, () => 0);
  return { key, intent, subject, grams, buckets, bucket, usual: 0, minutes: 0, isSurging: false, members: new Map() };
}

function addTo(one: Counted, { conversationId, seq }: Question): void {
  if (one.members.has(conversationId)) return;
  if (one.members.size < membersAtMost) one.members.set(conversationId, seq);
  one.buckets[0] = (one.buckets[0] ?? 0) + 1;
}

/** Moves the buckets on to the present one; a full minute goes into the average, unless it is a surge's. */
function turn(one: Counted, bucket: number): void {
  while (one.bucket < bucket) {
    if (bucket - one.bucket > bucketsKept * 20) one.bucket = bucket - bucketsKept * 20;
    one.buckets.unshift(0);
    one.buckets.length = bucketsKept;
    one.bucket += 1;
    if (one.bucket % bucketsAMinute !== 0) continue;
    const minute = sum(one.buckets.slice(1, bucketsAMinute + 1));
    if (!one.isSurging) {
      one.minutes += 1;
      one.usual += (minute - one.usual) * learning;
    }
    if (one.bucket % bucketsKept === 0) one.members.clear();
  }
}

/** The average without the weight of the time before it began. */
function usualOf(one: Counted, startedAt: number | undefined, at: number): number {
  if (startedAt === undefined) return 0;
  const minutes = Math.max(one.minutes, Math.min(600, (at - startedAt) / 60_000));
  return one.usual / Math.max(0.02, 1 - (1 - learning) ** minutes);
}

function lastMinute(one: Counted): number {
  return sum(one.buckets.slice(0, bucketsAMinute));
}

function isForgotten(one: Counted): boolean {
  return one.usual < 0.02 && sum(one.buckets) === 0;
}

function toSurge(one: Counted, perMinute: number, usual: number): Surge {
  return {
    key: one.key,
    intent: one.intent,
    subject: one.subject,
    perMinute,
    usualPerMinute: usual,
    grams: [...one.grams],
    members: [...one.members].map(([conversationId, seq]) => ({ conversationId, seq })),
  };
}

/** A wide question is no news where a narrower one is most of it. */
function isExplained(surge: Surge, found: readonly Surge[]): boolean {
  if (surge.subject !== '' || surge.key.startsWith(likePrefix)) return false;
  return found.some(
    (other) =>
      other.intent === surge.intent && other.subject !== '' && other.perMinute >= shareOfWider * surge.perMinute,
  );
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** Probability of `count` or more where `mean` are usual (Poisson). */
export function poissonTail(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let index = 0; index < count; index += 1) {
    below += term;
    term *= mean / (index + 1);
  }
  // The rest of the sum itself, where 1 − below would lose all its digits.
  if (below < 0.999_999) return 1 - below;
  let tail = 0;
  for (let index = count; index < count + 200 && term > 0; index += 1) {
    tail += term;
    term *= mean / (index + 1);
  }
  return tail;
}
