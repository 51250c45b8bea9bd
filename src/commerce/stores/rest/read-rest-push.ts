import { z } from 'zod';
import { readWebhookSecret, webhookProblem } from '../../../platform/index.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { idText, readJson } from '../kit/read-json.ts';
import type { ConnectionSettings, PushRequest, PushResult } from '../remote/remote-platform.ts';

const told = z.object({ type: z.string(), data: z.object({ id: idText }) });

/**
 * What a shop tells by itself, signed after Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body` with
 * the secret's bytes, `v1,` and base64, several with spaces between. `{"type":"order.changed","data":{"id":"…"}}` is all that is
 * read of it; the order itself is fetched.
 */
export function readRestPush(
  { headers, body: sent }: PushRequest,
  settings: ConnectionSettings,
  now: Date,
): PushResult {
  const key = readWebhookSecret(settingOf(settings, 'webhookSecret'));
  const problem = webhookProblem(key, { headers, body: sent, now });
  if (problem !== undefined) return { ok: false, status: 401, problem: problems[problem] };
  const body = told.safeParse(readJson(sent));
  if (!body.success) return { ok: false, status: 400, problem: 'no type and data.id' };
  const kind = kinds.find((one) => body.data.type.startsWith(`${one}.`)) ?? 'unknown';
  return {
    ok: true,
    answer: { contentType: 'application/json', body: '{}' },
    changes: [{ kind, id: body.data.data.id }],
  };
}

const kinds = ['order', 'product'] as const;

const problems = {
  signature: 'the signature is wrong',
  time: 'the time is more than five minutes off',
} as const;
