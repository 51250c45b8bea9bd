import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discountsOf } from './canonical.ts';
import { sameArea } from './china-area.ts';
import { fromChinaTime, fromSeconds, toChinaTime } from './china-time.ts';
import { fromMinor, toMinor } from './money.ts';
import { cataloguePage, productOf } from './product.ts';
import { readJson } from './read-json.ts';
import { readXml } from './read-xml.ts';
import { formOf, joinSorted, sameText } from './sign.ts';
import { lastPageFirst, walkWindows } from './time-windows.ts';

describe('money of platforms', () => {
  it.each([
    ['12.30', 1230],
    ['12.3', 1230],
    ['12', 1200],
    [12.34, 1234],
    ['0.01', 1],
    ['-0.01', -1],
    ['1.100', 110],
    ['19.99', 1999],
    ['1.005', undefined],
    ['1,200.00', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['¥1', undefined],
  ])('reads %s as %s', (text, minor) => {
    expect(toMinor(text)).toBe(minor);
  });

  it('comes back exactly, for each amount and each currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }), (minor, digits) => {
        expect(toMinor(fromMinor(minor, digits), digits)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it('takes off what is missing between listed prices and what was paid, to the 分', () => {
    const line = fc.record({ listed: fc.integer({ min: 0, max: 1e6 }), off: fc.integer({ min: 0, max: 1e6 }) });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        (lines, freight, coupon) => {
          const priced = lines.map(({ listed, off }, index) => ({
            lineId: `${index}`,
            listed,
            paid: Math.max(0, listed - off),
          }));
          const paid = priced.reduce((sum, one) => sum + one.paid, 0);
          const total = Math.max(0, paid + freight - coupon);
          const taken = discountsOf(priced, freight, total).reduce((sum, one) => sum + one.amount, 0);
          expect(lines.reduce((sum, one) => sum + one.listed, 0) + freight - taken).toBe(total);
        },
      ),
    );
  });
});

describe('times in GMT+8', () => {
  it.each([
    ['2026-11-21 08:00:00', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21', '2026-11-20T16:00:00.000Z'],
    ['2026-11-21 08:00:00.123', '2026-11-21T00:00:00.000Z'],
    ['0001-01-01 00:00:00', undefined],
    ['0000-00-00 00:00:00', undefined],
    ['2026-02-30 00:00:00', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %s as %s', (text, instant) => {
    expect(fromChinaTime(text)).toBe(instant);
  });

  it('comes back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 4_000_000_000 }), (seconds) => {
        expect(fromChinaTime(toChinaTime(new Date(seconds * 1000)))).toBe(fromSeconds(seconds));
      }),
    );
  });
});

describe('foreign JSON and XML', () => {
  it('keeps long numbers exact, and leaves everything else alone', () => {
    expect(
      readJson(
        '{"tid":1234567890123456789,"n":12.5,"text":"1234567890123456789","e":1e3,"deep":[-1234567890123456789]}',
      ),
    ).toEqual({
      tid: '1234567890123456789',
      n: 12.5,
      text: '1234567890123456789',
      e: 1000,
      deep: ['-1234567890123456789'],
    });
    expect(readJson('no json')).toBeUndefined();
  });

  it('reads any JSON as it is where no number is long', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16,}/.test(text));
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['<xml><A><![CDATA[x<y]]></A><B> 1 </B></xml>', { A: 'x<y', B: ' 1 ' }],
    ['<?xml version="1.0"?><xml><A><C>2</C><C>3</C></A></xml>', { A: { C: '3' } }],
    ['<xml>a &amp; b</xml>', 'a & b'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><xml>&a;</xml>', undefined],
    ['<xml>&a;</xml>', undefined],
    ['<xml><A></xml>', undefined],
    ['<xml><__proto__>1</__proto__></xml>', undefined],
    [`${'<a>'.repeat(20)}${'</a>'.repeat(20)}`, undefined],
  ])('reads %s', (text, node) => {
    expect(readXml(text)).toEqual(node);
  });
});

describe('what signatures are made of', () => {
  it('joins keys in the order of their bytes, not of a dictionary', () => {
    expect(joinSorted({ b: '2', a: '1', B: '3', '360buy': '4', _: '5' })).toBe('360buy4B3_5a1b2');
  });

  it('does not depend on the order in which parameters are given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (parameters) => {
        const turned = Object.fromEntries(Object.entries(parameters).reverse());
        expect(joinSorted(turned)).toBe(joinSorted(parameters));
      }),
    );
  });

  it('compares texts of any length, and writes forms without a plus for a blank', () => {
    expect(sameText('abc', 'abc')).toBe(true);
    expect(sameText('abc', 'abcd')).toBe(false);
    expect(formOf({ a: 'x y', 中: '+' })).toBe('a=x%20y&%E4%B8%AD=%2B');
  });
});

describe('walking through time in windows', () => {
  it('reads every second once, whatever the window and the span', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 20_000 }),
        async (windowSeconds, span) => {
          const since = '2026-11-01T00:00:00.000Z';
          const now = new Date(new Date(since).getTime() + span * 1000);
          const spans: [number, number][] = [];
          let cursor: string | undefined;
          do {
            const page = await walkWindows(
              { since, cursor },
              {
                now,
                windowSeconds,
                read: async ({ start, end }) => {
                  spans.push([start.getTime(), end.getTime()]);
                  return { items: spans.length % 3 === 0 ? ['x'] : [], next: undefined };
                },
              },
            );
            cursor = page.next;
          } while (cursor !== undefined && spans.length < 30_000);
          expect(spans[0]?.[0]).toBe(new Date(since).getTime());
          expect(spans.at(-1)?.[1]).toBe(now.getTime());
          expect(spans.every(([start], index) => index === 0 || start === spans[index - 1]?.[1])).toBe(true);
          expect(spans.every(([start, end]) => end > start && end - start <= windowSeconds * 1000)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('reads the last page first, so that what changes meanwhile is not skipped', async () => {
    const pages = [['a', 'b'], ['c', 'd'], ['e']];
    const read = async (page: number) => ({ items: pages[page - 1] ?? [], pages: pages.length });
    const seen: string[] = [];
    let place: string | undefined;
    do {
      const found = await lastPageFirst(place, read);
      seen.push(...found.items);
      place = found.next;
    } while (place !== undefined);
    expect(seen).toEqual(['e', 'c', 'd', 'a', 'b']);
  });
});

describe('a catalogue that is listed by ids', () => {
  const list = async (page: number) => ({ ids: page === 1 ? ['a', 'gone'] : ['b'], total: 3 });
  const find = async (id: string) => (id === 'gone' ? undefined : productOf({ productId: id, name: id, variants: [] }));

  it('is told page by page, without what is no more', async () => {
    const first = await cataloguePage(undefined, 2, list, find);
    expect(first).toMatchObject({ items: [{ productId: 'a' }], next: '2', total: 3 });
    expect(await cataloguePage(first.next, 2, list, find)).toMatchObject({
      items: [{ productId: 'b' }],
      next: undefined,
    });
  });

  it('ends with an empty page, whatever the total says', async () => {
    expect((await cataloguePage('7', 2, async () => ({ ids: [], total: 100 }), find)).next).toBeUndefined();
  });
});

describe('names of places', () => {
  it.each([
    ['广东省', '广东', true],
    ['西湖区', '西湖', true],
    ['杭州市', '宁波市', false],
    ['西湖区', '', false],
  ])('%s and %s are one: %s', (one, other, same) => {
    expect(sameArea(one, other)).toBe(same);
  });
});
