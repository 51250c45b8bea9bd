import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from './errors.ts';
import type { LogLevel } from './log.ts';

/** Everything that the environment decides, checked once at the start. */
export type Config = {
  port: number;
  host: string;
  /** Absolute path of the folder for the embedded database, files and keys. */
  dataFolder: string;
  /** An outside PostgreSQL; undefined means the embedded one. */
  databaseUrl: string | undefined;
  natsUrl: string | undefined;
  /** Master key as given; `loadSecretKey` also knows the generated one. */
  secretKey: string | undefined;
  logLevel: LogLevel;
  /** Any OpenAI-compatible endpoint; without `url` no model is used. */
  model: { url: string | undefined; key: string | undefined; name: string | undefined; timeoutMs: number };
  /** The address that customers and channels use, without a slash at the end. */
  publicUrl: string | undefined;
  /** How long a node that is told to stop still serves, so that what stands in front of it sends nobody new. */
  drainSeconds: number;
  embeddedPostgresPort: number | undefined;
  smsUrl: string | undefined;
  smtpUrl: string | undefined;
  otlpEndpoint: string | undefined;
};

/** Reads the environment; AppError 'invalid' names an unknown PEAKDESK_ variable or a malformed value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = new Set<string>(configTable.map((row) => row.name));
  for (const name of Object.keys(env)) {
    if (name.startsWith('PEAKDESK_') && !known.has(name)) throw unknownVariable(name, known);
  }
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(filled);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'environment');
    throw new AppError('invalid', `${name}: ${issue?.message ?? 'malformed'}`, { field: name });
  }
  return toConfig(parsed.data);
}

/** One row for `peakdesk doctor` and the README. */
export type ConfigRow = { name: string; default: string; help: string };

/** Every variable that Peakdesk reads. */
export const configTable = [
  { name: 'PEAKDESK_PORT', default: '8080', help: 'port of the web server' },
  { name: 'PEAKDESK_HOST', default: '127.0.0.1', help: 'address to listen on; 0.0.0.0 for all networks' },
  { name: 'PEAKDESK_DATA', default: './data', help: 'folder for the embedded database, files and keys' },
  { name: 'DATABASE_URL', default: '', help: 'an outside PostgreSQL instead of the embedded one (postgres://…)' },
  {
    name: 'NATS_URL',
    default: '',
    help: 'a NATS server that carries news between several nodes (nats://… or tls://…); without it PostgreSQL does',
  },
  {
    name: 'PEAKDESK_SECRET_KEY',
    default: 'generated into the data folder',
    help: 'master key that wraps every shop key, 32 characters or more',
  },
  { name: 'PEAKDESK_LOG_LEVEL', default: 'info', help: 'trace, debug, info, warn, error or silent' },
  {
    name: 'PEAKDESK_MODEL_URL',
    default: '',
    help: 'an OpenAI-compatible endpoint; without it answers come from templates',
  },
  { name: 'PEAKDESK_MODEL_KEY', default: '', help: 'key for the model endpoint' },
  { name: 'PEAKDESK_MODEL_NAME', default: '', help: 'model to ask for' },
  { name: 'PEAKDESK_MODEL_TIMEOUT_MS', default: '6000', help: 'longest wait for a model, in milliseconds' },
  { name: 'PEAKDESK_PUBLIC_URL', default: '', help: 'address that customers and channels use (https://…)' },
  {
    name: 'PEAKDESK_DRAIN_SECONDS',
    default: '5 with DATABASE_URL, otherwise 0',
    help: 'how long a node that is told to stop says so at /readyz before it sends its windows elsewhere',
  },
  { name: 'PEAKDESK_EMBEDDED_POSTGRES_PORT', default: 'a free one', help: 'fixed local port of the embedded database' },
  { name: 'PEAKDESK_SMS_URL', default: '', help: 'gateway for text messages (https://…), takes JSON' },
  { name: 'PEAKDESK_SMTP_URL', default: '', help: 'mail server for outgoing mail (smtp://…)' },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    default: '',
    help: 'OpenTelemetry collector (OTLP over HTTP); without it no traces are exported',
  },
] as const satisfies readonly ConfigRow[];

/** The master key: PEAKDESK_SECRET_KEY, or one made once and kept in the data folder for its owner only (mode 0600). */
export async function loadSecretKey(config: Config): Promise<string> {
  if (config.secretKey !== undefined) return config.secretKey;
  const file = path.join(config.dataFolder, 'secret.key');
  await mkdir(config.dataFolder, { recursive: true });
  try {
    // 'wx': of two processes that start together one writes, both read the same key.
    await writeFile(file, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new AppError('unavailable', `cannot write ${file}: ${String(error)}`, {
        field: 'PEAKDESK_DATA',
        cause: error,
      });
    }
  }
  return readSecretKey(file);
}

async function readSecretKey(file: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const key = (await readFile(file, 'utf8')).trim();
    if (key.length >= 32) return key;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new AppError('invalid', `${file} holds no key of 32 characters or more`, { field: 'PEAKDESK_SECRET_KEY' });
}

const portNumber = z.coerce
  .number('not a number')
  .int('not a whole number')
  .min(1, 'a port is 1 to 65535')
  .max(65535, 'a port is 1 to 65535');
const urlOf = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)),
      `not an address that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    );

const environment = z.object({
  PEAKDESK_PORT: portNumber.default(8080),
  PEAKDESK_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'not a host name or address')
    .default('127.0.0.1'),
  PEAKDESK_DATA: z.string().default('./data'),
  DATABASE_URL: urlOf('postgres', 'postgresql').optional(),
  NATS_URL: urlOf('nats', 'tls').optional(),
  PEAKDESK_SECRET_KEY: z.string().min(32, 'shorter than 32 characters').optional(),
  PEAKDESK_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'not one of trace, debug, info, warn, error, silent')
    .default('info'),
  PEAKDESK_MODEL_URL: urlOf('http', 'https').optional(),
  PEAKDESK_MODEL_KEY: z.string().optional(),
  PEAKDESK_MODEL_NAME: z.string().optional(),
  PEAKDESK_MODEL_TIMEOUT_MS: z.coerce
    .number('not a number')
    .int('not a whole number')
    .min(100, 'less than 100')
    .max(600_000, 'more than ten minutes')
    .default(6000),
  PEAKDESK_PUBLIC_URL: urlOf('http', 'https').optional(),
  PEAKDESK_DRAIN_SECONDS: z.coerce
    .number('not a number')
    .min(0, 'less than 0')
    .max(300, 'more than five minutes')
    .optional(),
  PEAKDESK_EMBEDDED_POSTGRES_PORT: portNumber.optional(),
  PEAKDESK_SMS_URL: urlOf('http', 'https').optional(),
  PEAKDESK_SMTP_URL: urlOf('smtp', 'smtps').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf('http', 'https').optional(),
});

function toConfig(values: z.infer<typeof environment>): Config {
  return {
    port: values.PEAKDESK_PORT,
    host: values.PEAKDESK_HOST,
    dataFolder: path.resolve(values.PEAKDESK_DATA),
    databaseUrl: values.DATABASE_URL,
    natsUrl: values.NATS_URL,
    secretKey: values.PEAKDESK_SECRET_KEY,
    logLevel: values.PEAKDESK_LOG_LEVEL,
    model: {
      url: values.PEAKDESK_MODEL_URL,
      key: values.PEAKDESK_MODEL_KEY,
      name: values.PEAKDESK_MODEL_NAME,
      timeoutMs: values.PEAKDESK_MODEL_TIMEOUT_MS,
    },
    publicUrl: values.PEAKDESK_PUBLIC_URL?.replace(/\/+$/, ''),
    drainSeconds: values.PEAKDESK_DRAIN_SECONDS ?? (values.DATABASE_URL === undefined ? 0 : 5),
    embeddedPostgresPort: values.PEAKDESK_EMBEDDED_POSTGRES_PORT,
    smsUrl: values.PEAKDESK_SMS_URL,
    smtpUrl: values.PEAKDESK_SMTP_URL,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

function unknownVariable(name: string, known: ReadonlySet<string>): AppError {
  const near = [...known].find((one) => one.startsWith(name) || name.startsWith(one) || sharesWords(one, name));
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return new AppError('invalid', `${name} is not a variable of Peakdesk${hint} (peakdesk doctor lists them)`, {
    field: name,
  });
}

function sharesWords(one: string, other: string): boolean {
  const words = new Set(one.split('_').slice(1));
  return other
    .split('_')
    .slice(1)
    .some((word) => words.has(word));
}
