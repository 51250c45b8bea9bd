import type { Problem } from '../../api/index.ts';
import type { Trouble } from '../state/widget-state.ts';

/** Why the server did not do what was asked, as far as the window acts on it. */
export type FailureKind =
  | 'away'
  | 'signed-out'
  | 'rate-limited'
  | 'too-long'
  | 'too-large'
  | 'not-an-image'
  | 'foreign-origin'
  | 'identity-token'
  | 'no-shop'
  | 'refused';

export type Failure = { kind: FailureKind; retryAfterSeconds?: number };

/** Last part of a problem's `type` address, to what the window makes of it. */
const kindsByType: Readonly<Record<string, FailureKind>> = {
  unavailable: 'away',
  bug: 'away',
  unauthenticated: 'signed-out',
  'rate-limited': 'rate-limited',
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
export function toFailure(status: number, problem: Partial<Pick<Problem, 'type' | 'retryAfterSeconds'>>): Failure {
  const type = problem.type?.split('/').at(-1) ?? '';
  const kind = kindsByType[type] ?? kindsByStatus[status] ?? (status >= 500 ? 'away' : 'refused');
  return kind === 'rate-limited' ? { kind, retryAfterSeconds: problem.retryAfterSeconds ?? 2 } : { kind };
}

/** A failure in words for the customer. */
export function troubleOf(failure: Failure): Trouble {
  switch (failure.kind) {
    case 'rate-limited':
      return { key: 'error.rate-limited', values: { seconds: Math.ceil(failure.retryAfterSeconds ?? 2) } };
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
