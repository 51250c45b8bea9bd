import type { Problem } from './index.ts';

/** What went wrong with a call, by the last part of `Problem.type`; `offline` when the server was not reached. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'unavailable'
  | 'bug'
  | 'offline';

const kinds: readonly ProblemKind[] = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'rate-limited',
  'unavailable',
  'bug',
  'offline',
];

const kindByStatus: Readonly<Record<number, ProblemKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'invalid',
  422: 'invalid',
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** A call to the server that did not succeed, with the server's own account of it where there is one. */
export class ProblemError extends Error {
  readonly kind: ProblemKind;
  readonly problem: Problem | undefined;

  constructor(kind: ProblemKind, problem?: Problem) {
    super(problem?.detail ?? problem?.title ?? kind);
    this.name = 'ProblemError';
    this.kind = kind;
    this.problem = problem;
  }
}

/** The kind of problem that an answer's status and body tell. */
export function problemKindOf(status: number, problem: Problem | undefined): ProblemKind {
  const tail = problem?.type.split('/').at(-1);
  return kinds.find((kind) => kind === tail) ?? kindByStatus[status] ?? 'bug';
}

/** Whether the same call may succeed when it is made again. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof ProblemError && ['offline', 'unavailable', 'bug', 'rate-limited'].includes(error.kind);
}
