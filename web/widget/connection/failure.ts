import type { Problem } from '../../api/index.ts';
import type { Trouble } from '../state/widget-state.ts';

/** Why the server did not do what was asked, as far as the window acts on it. */
export type FailureKind =
  | 'away'
  | 'signed-out'
  | 'rate-limited'
  | 'busy'
  | 'too-long'
  | 'too-large'
  | 'not-an-image'
  | 'foreign-origin'
  | 'identity-token'
  | 'no-shop'
  | 'refused';

/** `retryAfterSeconds` may have a fraction. */
export type Failure = { kind: FailureKind; retryAfterSeconds?: number };

/** Last part of a problem's `type` address, to what the window makes of it. */
const kindsByType: Readonly<Record<string, FailureKind>> = {
  unavailable: 'away',
  bug: 'away',
  unauthenticated: 'signed-out',
  'rate-limited': 'rate-limited',
  busy: 'busy',
  'text-too-long': 'too-long',
  'too-large': 'too-large',
  'not-an-image': 'not-an-image',
  'foreign-origin': 'foreign-origin',
  'identity-token': 'identity-token',
  'not-found': 'no-shop',
};

const kindsByStatus: Readonly<Record<number, FailureKind>> = {
  401: 'signed-out',
  408: 'away',
  413: 'too-large',
  415: 'not-an-image',
  429: 'rate-limited',
};

/** What a refusal of the server means; `status` is 0 for refusals over a socket. */
export function toFailure(
  status: number,
  problem: Partial<Pick<Problem, 'type' | 'retryAfterSeconds' | 'retryAfterMs'>>,
): Failure {
  const type = problem.type?.split('/').at(-1) ?? '';
  const found = kindsByType[type] ?? kindsByStatus[status] ?? (status >= 500 ? 'away' : 'refused');
  const pause = problem.retryAfterMs === undefined ? problem.retryAfterSeconds : problem.retryAfterMs / 1_000;
  // A server that says when to come back is there, only busy.
  const kind = found === 'away' && pause !== undefined ? 'busy' : found;
  return kind === 'rate-limited' || kind === 'busy' ? { kind, retryAfterSeconds: pause ?? 2 } : { kind };
}

/** A failure in words for the customer. */
export function troubleOf(failure: Failure): Trouble {
  switch (failure.kind) {
    case 'rate-limited':
      return { key: 'error.rate-limited', values: { seconds: Math.ceil(failure.retryAfterSeconds ?? 2) } };
    case 'busy':
      return { key: 'error.busy', values: { seconds: Math.ceil(failure.retryAfterSeconds ?? 2) } };
    case 'too-long':
    case 'too-large':
    case 'not-an-image':
    case 'foreign-origin':
    case 'no-shop':
    case 'away':
      return { key: `error.${failure.kind}` };
    default:
      return { key: 'error.refused' };
  }
}
