import { z } from 'zod';
import { inAllLanguages, lookUp } from '../stores/kit/canonical.ts';
import { fromChinaTime } from '../stores/kit/china-time.ts';
import { listOf, readJson, textOrEmpty } from '../stores/kit/read-json.ts';
import { formOf, md5, sameText } from '../stores/kit/sign.ts';
import type { Parcel } from '../types.ts';
import type { Tracking, TrackingAnswer, TrackingPush, TrackingQuestion } from './tracking.ts';

/** Tracking in the way of 快递100 (api.kuaidi100.com, "实时快递查询" and "快递信息推送", read 2026-11-21). */
export type Kuaidi100Settings = {
  customer: string;
  key: string;
  /** Salt of pushes. */
  salt?: string;
  /** Where the service is; its own address where nothing is said. */
  url?: string;
};

/** The service's own address. */
export const kuaidi100Url = 'https://poll.kuaidi100.com';

type FormRequest = { method: 'POST'; url: string; headers: Readonly<Record<string, string>>; body: string };

/** The request of one number; the signature is the MD5 in capitals of exactly the text that is sent, key and customer. */
export function kuaidi100Request(
  { carrier, trackingNumber, phoneTail }: TrackingQuestion,
  { customer, key, url = kuaidi100Url }: Kuaidi100Settings,
): FormRequest {
  const param = JSON.stringify({
    com: carrier,
    num: trackingNumber,
    ...(phoneTail === undefined ? {} : { phone: phoneTail }),
    resultv2: '4',
    order: 'asc',
  });
  const sign = md5(`${param}${key}${customer}`).toUpperCase();
  return formRequest(`${url}/poll/query.do`, { customer, sign, param });
}

/** Asks the service to tell by itself where a parcel is, signed with the salt; the key stands in the text, as the service wants it. */
export function kuaidi100Subscription(
  { carrier, trackingNumber, phoneTail }: TrackingQuestion,
  { key, salt = '', url = kuaidi100Url }: Kuaidi100Settings,
  callbackUrl: string,
): FormRequest {
  const phone = phoneTail === undefined ? {} : { phone: phoneTail };
  const parameters = { callbackurl: callbackUrl, salt, resultv2: '4', ...phone };
  const param = JSON.stringify({ company: carrier, number: trackingNumber, key, parameters });
  return formRequest(`${url}/poll`, { schema: 'json', param });
}

/** What came of it: undefined where the service will tell (501: it does already), else its code and words. */
export function readKuaidi100Subscription(text: string): { code: string; text: string } | undefined {
  const parsed = z.object({ returnCode: textOrEmpty, message: textOrEmpty }).safeParse(readJson(text));
  if (!parsed.success) return { code: 'not-read', text: '' };
  const { returnCode, message } = parsed.data;
  return returnCode === '200' || returnCode === '501' ? undefined : { code: returnCode, text: message };
}

function formRequest(url: string, form: Readonly<Record<string, string>>): FormRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', url, headers, body: formOf(form) };
}

/** What the service answered to a request. */
export function readKuaidi100(text: string): TrackingAnswer {
  const parsed = result.safeParse(readJson(text));
  if (!parsed.success) return { ok: false, code: 'not-read', text: '' };
  const { status, message, returnCode } = parsed.data;
  if (status !== '200') return { ok: false, code: returnCode || status, text: message };
  return { ok: true, tracking: toTracking(parsed.data) };
}

/** A push of the service: signed by the salt; answered by `kuaidi100Pushed`. */
export function readKuaidi100Push(
  form: Readonly<Record<string, string>>,
  { salt = '' }: Kuaidi100Settings,
): TrackingPush {
  const param = form['param'] ?? '';
  if (salt === '' || !sameText(md5(`${param}${salt}`).toUpperCase(), (form['sign'] ?? '').toUpperCase())) {
    return { ok: false, problem: 'the signature is wrong' };
  }
  const pushed = z.object({ status: textOrEmpty, lastResult: result }).safeParse(readJson(param));
  if (!pushed.success) return { ok: false, problem: 'no tracking' };
  const { status, lastResult } = pushed.data;
  return { ok: true, trackingNumber: lastResult.nu, tracking: toTracking(lastResult), isEnded: status === 'abort' };
}

/** What the service wants to read after a push. */
export const kuaidi100Pushed = '{"result":true,"returnCode":"200","message":"成功"}';

/** `state`: the first figure says enough. 1 collected, 0 and 7 on the way, 5 out for delivery, 3 signed for, 2 trouble, 4 and 6 back, 14 refused. */
export const kuaidi100States: Readonly<Record<string, Parcel['status']>> = {
  0: 'in-transit',
  1: 'in-transit',
  2: 'stuck',
  3: 'delivered',
  4: 'returned',
  5: 'out-for-delivery',
  6: 'returned',
  7: 'in-transit',
  8: 'in-transit',
  14: 'returned',
};

const result = z.object({
  status: textOrEmpty,
  message: textOrEmpty,
  returnCode: textOrEmpty,
  state: textOrEmpty,
  nu: textOrEmpty,
  data: listOf(z.object({ context: textOrEmpty, time: textOrEmpty, ftime: textOrEmpty, areaName: textOrEmpty })),
});

/** Finer states add figures: 301 is a kind of 3. */
function toTracking(raw: z.output<typeof result>): Tracking {
  const status = lookUp(kuaidi100States, raw.state, lookUp(kuaidi100States, raw.state.slice(0, 1), 'in-transit'));
  const events = raw.data
    .flatMap((one) => {
      const at = fromChinaTime(one.ftime || one.time);
      return at === undefined
        ? []
        : [{ at, text: inAllLanguages(one.context), ...(one.areaName === '' ? {} : { place: one.areaName }) }];
    })
    .sort((one, other) => one.at.localeCompare(other.at));
  const last = events.at(-1);
  return { status, events, ...(status === 'delivered' && last !== undefined ? { deliveredAt: last.at } : {}) };
}
