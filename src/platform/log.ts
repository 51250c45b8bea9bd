import { type DestinationStream, type Logger, pino } from 'pino';

/** Structured log; give data as the first argument: `log.info({ shopId }, 'order imported')`. */
export type Log = Logger;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Keys whose values never reach a log, at any of the first four depths. */
export const redactedKeys = [
  'phone',
  'mobile',
  'telephone',
  'email',
  'idNumber',
  'identityNumber',
  'bankCard',
  'cardNumber',
  'address',
  'shippingAddress',
  'receiver',
  'recipient',
  'receiverName',
  'realName',
  'password',
  'secret',
  'secretKey',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'apiKey',
  'text',
  'draft',
  'wechatId',
  'openId',
  'unionId',
] as const;

/** The log of one process as JSON lines on stderr (stdout belongs to command results); personal fields are replaced. */
export function createLog(options: { level: LogLevel; destination?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths(), censor: '[hidden]' },
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** A log whose lines carry the trace id of one request or turn. */
export function withTrace(log: Log, traceId: string, more: Readonly<Record<string, string>> = {}): Log {
  return log.child({ traceId, ...more });
}

/** A log that says nothing, for tests. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}

function redactedPaths(): string[] {
  return redactedKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);
}
