import postgres from 'postgres';
import { AppError } from '../errors.ts';

/**
 * Makes an AppError 'unavailable' of errors that come from the connection or the server's state; other errors
 * (a broken constraint, a wrong statement) come back as they are.
 */
export function toDatabaseError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const reason =
    unavailableCodes[code] ??
    (error instanceof postgres.PostgresError ? unavailableCodes[code.slice(0, 2)] : undefined);
  if (reason === undefined) return error;
  return new AppError('unavailable', `database: ${reason} (${code} ${error.message})`, {
    cause: error,
    retryAfterSeconds: 2,
  });
}

/** True when a statement broke a unique index (the named one, if a name is given). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false;
  return constraint === undefined || ('constraint_name' in error && error.constraint_name === constraint);
}

// SQLSTATE (https://www.postgresql.org/docs/18/errcodes-appendix.html), SQLSTATE classes, driver and socket codes.
const unavailableCodes: Readonly<Record<string, string>> = {
  CONNECTION_CLOSED: 'connection lost',
  CONNECTION_DESTROYED: 'connection lost',
  CONNECTION_ENDED: 'connection pool closed',
  CONNECT_TIMEOUT: 'no connection in time',
  ECONNREFUSED: 'nobody listens',
  ECONNRESET: 'connection lost',
  EPIPE: 'connection lost',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  EHOSTUNREACH: 'host not reachable',
  ETIMEDOUT: 'no connection in time',
  '08': 'connection lost',
  '25006': 'read-only',
  '28': 'sign-in refused',
  '3D000': 'database does not exist',
  '40001': 'conflict with another transaction',
  '40P01': 'deadlock with another transaction',
  '53': 'out of resources',
  '53100': 'disk full',
  '53300': 'too many connections',
  '55P03': 'a lock was not free in time',
  '57014': 'statement took too long',
  '57P01': 'server is shutting down',
  '57P02': 'server crashed',
  '57P03': 'server is starting or stopping',
  '58': 'system error',
};
