import { performance } from 'node:perf_hooks';
import {
  AppError,
  createGuardedFetch,
  type GuardedFetch,
  readWebhookSecret,
  webhookHeaders,
} from '../platform/index.ts';
import type { SendProblem } from './retry-rules.ts';
import type { Tried } from './store-tries.ts';

/** From the first byte to the last; the specification recommends 15 to 30 seconds. */
const timeoutMilliseconds = 15_000;
/** Of an answer no more is read and kept. */
const answerBytes = 2_000;

export type OutgoingMessage = {
  url: string;
  allowsPrivate: boolean;
  /** As they are written; each signs. */
  secrets: readonly string[];
  messageId: string;
  body: string;
  at: Date;
};

/** Sends one message once; every failure is an outcome. */
export type SendMessage = (message: OutgoingMessage) => Promise<Tried>;

/** The way out to endpoints: public addresses only where nothing else is allowed, no redirects, answers cut. */
export function createSender(options: { timeoutMilliseconds?: number } = {}): SendMessage {
  const fetches = { public: createGuardedFetch('public'), private: createGuardedFetch('private') };
  const limit = options.timeoutMilliseconds ?? timeoutMilliseconds;
  return async (message) => {
    const startedAt = performance.now();
    const guarded = fetches[message.allowsPrivate ? 'private' : 'public'];
    const { outcome, answer } = await exchange(guarded, message, AbortSignal.timeout(limit));
    return { outcome, answer, milliseconds: performance.now() - startedAt };
  };
}

async function exchange(
  guarded: GuardedFetch,
  { url, secrets, messageId, body, at }: OutgoingMessage,
  signal: AbortSignal,
): Promise<Pick<Tried, 'outcome' | 'answer'>> {
  const keys = secrets.flatMap((secret) => readWebhookSecret(secret) ?? []);
  try {
    const response = await guarded(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...webhookHeaders(keys, { id: messageId, at, body }) },
      body,
      signal,
    });
    const retryAfter = response.headers.get('retry-after') ?? undefined;
    return { outcome: { kind: 'answered', status: response.status, retryAfter }, answer: await beginning(response) };
  } catch (error) {
    const problem = signal.aborted ? 'timeout' : problemOf(error);
    return { outcome: { kind: 'unanswered', problem }, answer: '' };
  }
}

/** What the status has said counts, whatever becomes of the rest of the answer. */
async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done && size < answerBytes; part = await reader.read()) {
      parts.push(part.value);
      size += part.value.length;
    }
  } catch {
    // Cut off or too slow: what has come is what is shown.
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  // A database text holds no zero bytes; other control characters only hide what was said.
  return Buffer.concat(parts)
    .subarray(0, answerBytes)
    .toString()
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .slice(0, answerBytes);
}

function problemOf(error: unknown): SendProblem {
  if (error instanceof AppError) return 'blocked-address';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-name';
  return /CERT|SSL|TLS|ALTNAME|EPROTO/.test(code) ? 'certificate' : 'no-connection';
}
