import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parcel } from '../types.ts';
import { cainiaoDigest, cainiaoRequest, isCainiaoPush, readCainiao } from './cainiao.ts';
import { carrierNameOf, carrierOf, recogniseCarrier } from './carriers.ts';
import { kuaidi100Request, readKuaidi100, readKuaidi100Push } from './kuaidi100.ts';
import { withTracking } from './tracking.ts';
import { newTroubles, troubleOf } from './watch-parcel.ts';

describe('carriers by their numbers', () => {
  it.each([
    ['SF1234567890123', 'shunfeng', true],
    ['sf 1234567890123', 'shunfeng', true],
    ['JD0012345678901', 'jd', true],
    ['YT8800112233445', 'yuantong', true],
    ['JT0012345678901', 'jtexpress', true],
    ['73112345678901', 'zhongtong', false],
    ['773123456789012', 'shentong', false],
    ['431234567890123', 'yunda', false],
    ['EA123456789CN', 'ems', true],
    ['9876543210123', 'youzhengguonei', false],
    ['1Z999AA10123456784', 'ups', true],
  ])('%s is of %s', (number, code, isCertain) => {
    expect(recogniseCarrier(number)[0]).toMatchObject({ carrier: { code }, isCertain });
  });

  it('takes an order number of a shop for no parcel', () => {
    expect(recogniseCarrier('2231958349001234567')).toEqual([]);
    expect(recogniseCarrier('13800138000')).toEqual([]);
  });

  it('knows a carrier by each of its names, and by its number only where that is certain', () => {
    expect(['STO', '申通快递', '申通', 'shentong'].map((word) => carrierOf(word, '')?.code)).toEqual(
      Array(4).fill('shentong'),
    );
    expect(carrierOf('2087', 'JD0012345678901')?.code).toBe('jd');
    expect(carrierOf('', '73112345678901')).toBeUndefined();
    expect(carrierNameOf('同城跑腿', 'x')['zh-CN']).toBe('同城跑腿');
  });
});

const parcel: Parcel = {
  parcelId: 'p1',
  carrier: 'yuantong',
  carrierName: { 'zh-CN': '圆通速递', 'zh-TW': '圓通速遞', en: 'YTO Express' },
  trackingNumber: 'YT8800112233445',
  status: 'in-transit',
  shippedAt: '2026-11-10T00:00:00Z',
  promisedAt: '2026-11-13T16:00:00Z',
  lineIds: [],
  events: [{ at: '2026-11-12T00:00:00Z', text: { 'zh-CN': '已到达', 'zh-TW': '已到達', en: 'Arrived' } }],
};

describe('parcels in trouble', () => {
  it.each([
    ['2026-11-13T00:00:00Z', {}, undefined],
    ['2026-11-13T17:00:00Z', {}, 'late'],
    ['2026-11-14T00:00:00Z', {}, 'stuck'],
    ['2026-11-22T00:00:00Z', {}, 'lost'],
    ['2026-11-13T01:00:00Z', { status: 'out-for-delivery' }, 'stuck'],
    ['2026-11-12T01:00:00Z', { status: 'lost' }, 'lost'],
    ['2026-11-22T00:00:00Z', { status: 'delivered' }, undefined],
    ['2026-11-22T00:00:00Z', { status: 'returned' }, undefined],
    ['2026-11-09T00:00:00Z', {}, undefined],
  ] as const)('at %s with %j: %s', (at, over, trouble) => {
    expect(troubleOf({ ...parcel, ...over }, new Date(at))).toBe(trouble);
  });

  it('has a shop’s own patience', () => {
    expect(
      troubleOf(parcel, new Date('2026-11-12T13:00:00Z'), { stuckHours: 12, deliveryHours: 6, lostHours: 72 }),
    ).toBe('stuck');
  });

  it('is told once for each beginning, however often somebody looks', () => {
    const start = new Date('2026-11-10T00:00:00Z').getTime();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 20, maxLength: 40 }), (hours) => {
        let last = start;
        const told = hours.flatMap((gap) => {
          const [since, now] = [new Date(last), new Date(last + gap * 3_600_000)];
          last = now.getTime();
          return newTroubles([{ orderId: 'o', parcels: [parcel] }], since, now).map((one) => one.trouble);
        });
        expect(new Set(told).size).toBe(told.length);
      }),
    );
  });
});

describe('快递100', () => {
  const settings = { customer: 'C', key: 'K', salt: 'salt' };
  const data = [
    { context: '【杭州】已签收', time: '2026-11-13 10:00:00', ftime: '2026-11-13 10:00:00', areaName: '浙江,杭州市' },
    { context: '【上海】已揽收', time: '2026-11-11 20:00:00', ftime: '2026-11-11 20:00:00' },
  ];

  it('signs exactly the text that is sent', () => {
    const request = kuaidi100Request({ carrier: 'shunfeng', trackingNumber: 'SF1', phoneTail: '5678' }, settings);
    const form = Object.fromEntries(new URLSearchParams(request.body));
    expect(form['sign']).toBe(createHash('md5').update(`${form['param']}KC`).digest('hex').toUpperCase());
    expect(JSON.parse(form['param'] ?? '')).toMatchObject({ com: 'shunfeng', num: 'SF1', phone: '5678' });
  });

  it('reads scans oldest first, and when it was signed for', () => {
    const answer = readKuaidi100(JSON.stringify({ message: 'ok', status: '200', state: '301', data }));
    expect(answer).toMatchObject({
      ok: true,
      tracking: { status: 'delivered', deliveredAt: '2026-11-13T02:00:00.000Z' },
    });
    expect(answer.ok && answer.tracking.events.map((event) => event.text['zh-CN'])).toEqual([
      '【上海】已揽收',
      '【杭州】已签收',
    ]);
    const refused = readKuaidi100('{"result":false,"returnCode":"408","status":"408","message":"验证码错误"}');
    expect(refused).toEqual({ ok: false, code: '408', text: '验证码错误' });
  });

  it('takes a push that is signed, and no other', () => {
    const param = JSON.stringify({
      status: 'polling',
      lastResult: { status: '200', state: '0', com: 'yuantong', nu: 'YT1', data },
    });
    const sign = createHash('md5').update(`${param}salt`).digest('hex').toUpperCase();
    expect(readKuaidi100Push({ param, sign }, settings)).toMatchObject({
      ok: true,
      trackingNumber: 'YT1',
      tracking: { status: 'in-transit' },
    });
    expect(readKuaidi100Push({ param, sign: 'A' }, settings).ok).toBe(false);
    expect(readKuaidi100Push({ param, sign }, { ...settings, salt: '' }).ok).toBe(false);
  });
});

describe('菜鸟', () => {
  it('digests the content, and knows its own pushes', () => {
    const request = cainiaoRequest(
      { carrier: 'YTO', trackingNumber: 'YT1' },
      { providerId: 'P', secret: 's', messageType: 'M' },
    );
    const form = Object.fromEntries(new URLSearchParams(request.body));
    expect(form['data_digest']).toBe(createHash('md5').update(`${form['logistics_interface']}s`).digest('base64'));
    expect(isCainiaoPush({ logistics_interface: 'x', data_digest: cainiaoDigest('x', 's') }, 's')).toBe(true);
    expect(isCainiaoPush({ logistics_interface: 'x', data_digest: 'y' }, 's')).toBe(false);
    expect(isCainiaoPush({ logistics_interface: 'x', data_digest: cainiaoDigest('x', '') }, '')).toBe(false);
  });

  it('reads where a parcel is', () => {
    const text =
      '{"success":"true","logisticsStatus":"SIGN","traces":[{"time":"2026-11-13 10:00:00","desc":"已签收","city":"杭州"}]}';
    expect(readCainiao(text)).toMatchObject({
      ok: true,
      tracking: { status: 'delivered', deliveredAt: '2026-11-13T02:00:00.000Z' },
    });
    expect(readCainiao('{"success":false,"errorCode":"S01","errorMsg":"no"}')).toEqual({
      ok: false,
      code: 'S01',
      text: 'no',
    });
  });

  it('joins what a service knows to the parcel, no scan twice', () => {
    const tracking = {
      status: 'out-for-delivery' as const,
      events: [
        ...parcel.events,
        { at: '2026-11-13T00:00:00Z', text: { 'zh-CN': '派送中', 'zh-TW': '派送中', en: 'Out' } },
      ],
    };
    const joined = withTracking(withTracking(parcel, tracking), tracking);
    expect(joined.events).toHaveLength(2);
    expect(joined.status).toBe('out-for-delivery');
  });
});
