import { createHash } from 'node:crypto';
import { z } from 'zod';
import { inAllLanguages, lookUp } from '../stores/kit/canonical.ts';
import { fromChinaTime } from '../stores/kit/china-time.ts';
import { listOf, readJson, textOrEmpty } from '../stores/kit/read-json.ts';
import { formOf, sameText } from '../stores/kit/sign.ts';
import type { Parcel } from '../types.ts';
import type { Tracking, TrackingAnswer, TrackingPush, TrackingQuestion } from './tracking.ts';

/**
 * Tracking in the way of 菜鸟's link gateway: the digest is base64 of the MD5 of content and secret. Which message a shop may call
 * depends on its contract and could not be confirmed, so the name of the message is a setting.
 */
export type CainiaoSettings = { providerId: string; secret: string; messageType: string; url?: string };

/** The gateway's own address. */
export const cainiaoUrl = 'https://link.cainiao.com/gateway/link.do';

/** The digest over the content. */
export function cainiaoDigest(content: string, secret: string): string {
  return createHash('md5').update(`${content}${secret}`, 'utf8').digest('base64');
}

/** The request of one number. */
export function cainiaoRequest(
  wanted: TrackingQuestion,
  settings: CainiaoSettings,
): { method: 'POST'; url: string; headers: Readonly<Record<string, string>>; body: string } {
  const phone = wanted.phoneTail === undefined ? {} : { phoneTail: wanted.phoneTail };
  const content = JSON.stringify({ cpCode: wanted.carrier, mailNo: wanted.trackingNumber, ...phone });
  return {
    method: 'POST',
    url: settings.url ?? cainiaoUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: formOf({
      msg_type: settings.messageType,
      logistic_provider_id: settings.providerId,
      logistics_interface: content,
      data_digest: cainiaoDigest(content, settings.secret),
    }),
  };
}

/** Whether a push is of the service: the digest over its content. */
export function isCainiaoPush(form: Readonly<Record<string, string>>, secret: string): boolean {
  return secret !== '' && sameText(cainiaoDigest(form['logistics_interface'] ?? '', secret), form['data_digest'] ?? '');
}

/** A push: its content is one parcel as an answer tells it, with its number. */
export function readCainiaoPush(form: Readonly<Record<string, string>>, secret: string): TrackingPush {
  if (!isCainiaoPush(form, secret)) return { ok: false, problem: 'the digest is wrong' };
  const pushed = z.object({ mailNo: textOrEmpty, ...parts }).safeParse(readJson(form['logistics_interface'] ?? ''));
  if (!pushed.success || pushed.data.mailNo === '') return { ok: false, problem: 'no tracking' };
  return { ok: true, trackingNumber: pushed.data.mailNo, tracking: toTracking(pushed.data), isEnded: false };
}

/** What the gateway wants to read after a push. */
export const cainiaoPushed = '{"success":"true"}';

/** `status` of the last node, as the service's consignments name them. */
export const cainiaoStates: Readonly<Record<string, Parcel['status']>> = {
  CREATE: 'packed',
  CONSIGN: 'packed',
  ACCEPT: 'in-transit',
  TRANSPORT: 'in-transit',
  DELIVERING: 'out-for-delivery',
  AGENT_SIGN: 'out-for-delivery',
  SIGN: 'delivered',
  FAILED: 'stuck',
  REJECT: 'returned',
  RETURN: 'returned',
};

/** What the service answered to a request. */
export function readCainiao(text: string): TrackingAnswer {
  const parsed = result.safeParse(readJson(text));
  if (!parsed.success) return { ok: false, code: 'not-read', text: '' };
  const { success, errorCode, errorMsg } = parsed.data;
  if (String(success) !== 'true') return { ok: false, code: errorCode, text: errorMsg };
  return { ok: true, tracking: toTracking(parsed.data) };
}

const parts = {
  logisticsStatus: textOrEmpty,
  traces: listOf(z.object({ time: textOrEmpty, desc: textOrEmpty, city: textOrEmpty })),
};

const result = z.object({
  success: z.union([z.boolean(), z.string()]).optional(),
  errorCode: textOrEmpty,
  errorMsg: textOrEmpty,
  ...parts,
});

function toTracking({ logisticsStatus, traces }: Pick<z.output<typeof result>, keyof typeof parts>): Tracking {
  const status = lookUp(cainiaoStates, logisticsStatus, 'in-transit');
  const events = traces
    .flatMap((one) => {
      const at = fromChinaTime(one.time);
      return at === undefined
        ? []
        : [{ at, text: inAllLanguages(one.desc), ...(one.city === '' ? {} : { place: one.city }) }];
    })
    .sort((one, other) => one.at.localeCompare(other.at));
  const last = events.at(-1);
  return { status, events, ...(status === 'delivered' && last !== undefined ? { deliveredAt: last.at } : {}) };
}
