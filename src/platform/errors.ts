/** What went wrong, seen from the caller; `errorTable` says what the edge makes of it. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'unavailable'
  | 'bug';

export type ErrorLogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The one place where a kind becomes an HTTP status and a log level. */
export const errorTable: Readonly<Record<ErrorKind, { status: number; logLevel: ErrorLogLevel }>> = {
  invalid: { status: 400, logLevel: 'info' },
  unauthenticated: { status: 401, logLevel: 'info' },
  forbidden: { status: 403, logLevel: 'warn' },
  'not-found': { status: 404, logLevel: 'info' },
  conflict: { status: 409, logLevel: 'info' },
  'rate-limited': { status: 429, logLevel: 'info' },
  unavailable: { status: 503, logLevel: 'warn' },
  bug: { status: 500, logLevel: 'error' },
};

export type AppErrorDetails = {
  /** The input at fault: a field path, an environment variable, a file. */
  field?: string;
  /** i18n key of what a user may read; without it the edge says something general. */
  userMessageKey?: string;
  /** When trying again makes sense; becomes the Retry-After header. */
  retryAfterSeconds?: number;
  cause?: unknown;
};

/** The one exception of Peakdesk; its message is for developers and never shown to customers. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly field: string | undefined;
  readonly userMessageKey: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.field = details.field;
    this.userMessageKey = details.userMessageKey;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** An AppError without a trace, for ordinary refusals: in a crowd there are thousands a second, and each would pay for a trace nobody reads. */
export function refusal(kind: ErrorKind, message: string, details: AppErrorDetails = {}): AppError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new AppError(kind, message, details);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A channel, store or model server failed; whether trying again may help is decided once, here. */
export class UpstreamError extends AppError {
  readonly isRetryable: boolean;
  /** HTTP status of the foreign answer; undefined when there was none (timeout, connection lost). */
  readonly upstreamStatus: number | undefined;

  constructor(message: string, details: AppErrorDetails & { isRetryable: boolean; upstreamStatus?: number }) {
    super('unavailable', message, details);
    this.name = 'UpstreamError';
    this.isRetryable = details.isRetryable;
    this.upstreamStatus = details.upstreamStatus;
  }
}

/** True for foreign HTTP statuses where the same request may succeed later (408, 425, 429 and all 5xx but 501). */
export function isRetryableStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501);
}

/** Turns anything thrown into an AppError; what is not one already is a bug. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('bug', error instanceof Error ? error.message : String(error), { cause: error });
}
