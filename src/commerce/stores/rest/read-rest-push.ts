import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import { idText, readJson } from '../kit/read-json.ts';
import { sameText } from '../kit/sign.ts';
import type { ConnectionSettings, PushRequest, PushResult } from '../remote/remote-platform.ts';

const toleranceSeconds = 300;
const told = z.object({ type: z.string(), data: z.object({ id: idText }) });

/**
 * What a shop tells by itself, signed after Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over `id.timestamp.body` with
 * the secret's bytes, `v1,` and base64, several with spaces between. `{"type":"order.changed","data":{"id":"…"}}` is all that is
 * read of it; the order itself is fetched.
 */
export function readRestPush(request: PushRequest, settings: ConnectionSettings, now: Date): PushResult {
  const key = Buffer.from(settingOf(settings, 'webhookSecret').replace(/^whsec_/, ''), 'base64');
  const header = (name: string) => request.headers[`webhook-${name}`] ?? '';
  const timestamp = header('timestamp');
  if (key.length < 16 || header('id') === '') return refused('the signature is wrong');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1_000 - Number(timestamp)) > toleranceSeconds)
    return refused('the time is more than five minutes off');
  const digest = createHmac('sha256', key)
    .update(`${header('id')}.${timestamp}.${request.body}`)
    .digest('base64');
  const signatures = header('signature').split(' ').slice(0, 10);
  if (!signatures.some((one) => sameText(one, `v1,${digest}`))) return refused('the signature is wrong');
  const body = told.safeParse(readJson(request.body));
  if (!body.success) return { ok: false, status: 400, problem: 'no type and data.id' };
  const kind = kinds.find((one) => body.data.type.startsWith(`${one}.`)) ?? 'unknown';
  return {
    ok: true,
    answer: { contentType: 'application/json', body: '{}' },
    changes: [{ kind, id: body.data.data.id }],
  };
}

const kinds = ['order', 'product'] as const;

function refused(problem: string): PushResult {
  return { ok: false, status: 401, problem };
}
