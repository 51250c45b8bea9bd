import { z } from 'zod';
import { inAllLanguages, lookUp } from '../stores/kit/canonical.ts';
import { fromChinaTime } from '../stores/kit/china-time.ts';
import { listOf, readJson, textOrEmpty } from '../stores/kit/read-json.ts';
import { formOf, md5, sameText } from '../stores/kit/sign.ts';
import type { Parcel } from '../types.ts';
import type { Tracking, TrackingAnswer } from './tracking.ts';

/** Tracking in the way of 快递100 (api.kuaidi100.com, "实时快递查询" and "快递信息推送", read 2026-11-21). */
export type Kuaidi100Settings = { customer: string; key: string /** Salt of pushes. */; salt?: string };

/** The request of one number; the signature is the MD5 in capitals of exactly the text that is sent, key and customer. */
export function kuaidi100Request(
  wanted: { carrier: string; trackingNumber: string; phoneTail?: string },
  { customer, key }: Kuaidi100Settings,
): { method: 'POST'; url: string; headers: Readonly<Record<string, string>>; body: string } {
  const { carrier, trackingNumber, phoneTail } = wanted;
  const param = JSON.stringify({
    com: carrier,
    num: trackingNumber,
    ...(phoneTail === undefined ? {} : { phone: phoneTail }),
    resultv2: '4',
    order: 'asc',
  });
  const sign = md5(`${param}${key}${customer}`).toUpperCase();
  return {
    method: 'POST',
    url: 'https://poll.kuaidi100.com/poll/query.do',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: formOf({ customer, sign, param }),
  };
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
): { ok: true; carrier: string; trackingNumber: string; tracking: Tracking } | { ok: false; problem: string } {
  const param = form['param'] ?? '';
  if (salt === '' || !sameText(md5(`${param}${salt}`).toUpperCase(), (form['sign'] ?? '').toUpperCase())) {
    return { ok: false, problem: 'the signature is wrong' };
  }
  const pushed = z.object({ lastResult: result }).safeParse(readJson(param));
  if (!pushed.success) return { ok: false, problem: 'no tracking' };
  const { com, nu } = pushed.data.lastResult;
  return { ok: true, carrier: com, trackingNumber: nu, tracking: toTracking(pushed.data.lastResult) };
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
  com: textOrEmpty,
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
