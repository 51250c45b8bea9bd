/** When a message is sent again and when an endpoint is given up: the recommendations of Standard Webhooks 1.0.0. Pure. */

/** Waits after the first, second … failed try, in seconds; after the last one the message is given up. */
export const retrySeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** Tries of one message. */
export const mostTries = retrySeconds.length + 1;

/** Added to a wait, as a share of it, so that what failed together does not come back together. */
const jitterShare = 0.2;
/** An endpoint that has only failed for that long, that many times, is turned off. */
const givenUpAfter = { milliseconds: 5 * 24 * 3_600_000, failures: 10 };
/** Longest pause that an endpoint may ask for. */
const longestPauseSeconds = 24 * 3_600;
/** Pause of the whole endpoint after an answer that says that it has too much to do, without a Retry-After. */
const throttleSeconds = 10;

/** Why there was no answer. */
export const sendProblems = ['timeout', 'no-connection', 'unknown-name', 'certificate', 'blocked-address'] as const;
export type SendProblem = (typeof sendProblems)[number];

/** What came back from one try. */
export type TryOutcome =
  | { kind: 'answered'; status: number; retryAfter?: string | undefined }
  | { kind: 'unanswered'; problem: SendProblem };

/** What was before the try; `tries` counts this one. */
export type TrySituation = {
  tries: number;
  failures: number;
  failingSince: Date | null;
  now: Date;
  /** In [0, 1). */
  random: number;
};

/** What becomes of the message and of its endpoint. */
export type AfterTry = {
  message: { state: 'delivered' } | { state: 'waiting'; nextTryAt: Date } | { state: 'failed' };
  endpoint: { state: 'well' } | { state: 'failing'; pausedUntil: Date | null } | { state: 'off'; reason: OffReason };
};

/** Why an endpoint is off: turned off by somebody, it said 410 itself, or it failed for days. */
export const offReasons = ['by-hand', 'gone', 'failing'] as const;
export type OffReason = (typeof offReasons)[number];

/** Says what follows from a try. */
export function decideAfterTry(outcome: TryOutcome, situation: TrySituation): AfterTry {
  const { now, failures, failingSince } = situation;
  if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300)
    return { message: { state: 'delivered' }, endpoint: { state: 'well' } };
  if (outcome.kind === 'answered' && outcome.status === 410)
    return { message: { state: 'failed' }, endpoint: { state: 'off', reason: 'gone' } };
  const pause = outcome.kind === 'answered' ? pauseSeconds(outcome, now) : 0;
  const message = nextTry(situation, pause);
  const failsFor = failingSince === null ? 0 : now.getTime() - failingSince.getTime();
  if (failsFor >= givenUpAfter.milliseconds && failures + 1 >= givenUpAfter.failures)
    return { message, endpoint: { state: 'off', reason: 'failing' } };
  return { message, endpoint: { state: 'failing', pausedUntil: pause > 0 ? later(now, pause) : null } };
}

function nextTry({ tries, now, random }: TrySituation, pause: number): AfterTry['message'] {
  const wait = retrySeconds[tries - 1];
  if (wait === undefined) return { state: 'failed' };
  return { state: 'waiting', nextTryAt: later(now, Math.max(pause, wait * (1 + jitterShare * random))) };
}

function pauseSeconds({ status, retryAfter }: { status: number; retryAfter?: string | undefined }, now: Date): number {
  const asked = retryAfter === undefined ? undefined : readRetryAfter(retryAfter, now);
  if (asked !== undefined) return Math.min(asked, longestPauseSeconds);
  return [429, 502, 503, 504].includes(status) ? throttleSeconds : 0;
}

/** Seconds of a Retry-After header, which is a number or a date (RFC 9110, 10.2.3); undefined for neither. */
export function readRetryAfter(text: string, now: Date): number | undefined {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + Math.round(seconds * 1_000));
}
