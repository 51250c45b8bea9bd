import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillAddress, fillJson } from './fill-template.ts';
import { listAt, readJsonPath, valuesAt } from './json-path.ts';
import { instantOf } from './zoned-time.ts';

const value = { a: { b: [{ c: 1 }, { c: 2 }, {}] }, 订单号: 'x' };
const at = (text: string) => {
  const path = readJsonPath(text);
  return path === undefined ? 'no path' : valuesAt(value, path);
};

describe('paths into JSON', () => {
  it.each([
    ['$', [value]],
    ['a.b[1].c', [2]],
    ['$.a.b[].c', [1, 2]],
    ['a.b[9].c', []],
    ['订单号', ['x']],
    ['a.b.length', []],
    ['constructor', []],
    ['__proto__.toString', []],
    ['', 'no path'],
    ['.a', 'no path'],
    ['a..b', 'no path'],
    ['a.', 'no path'],
    ['a[-1]', 'no path'],
    ['a[b]', 'no path'],
    ['a[0', 'no path'],
    ['a[0]b', 'no path'],
    ['$a', 'no path'],
    ['a b', 'no path'],
  ])('%s', (text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  it('any text is a path or none, and any path of any JSON ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.jsonValue(), (text, json) => {
        const path = readJsonPath(text);
        if (path !== undefined) listAt(json, path);
      }),
    );
  });
});

describe('templates', () => {
  it('a value stays one part of an address whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        const filled = fillAddress('https://s.example/api', '/orders/{id}/x?k={id}', { id });
        if (filled === undefined) {
          expect(!id.isWellFormed() || /^[.]*$/.test(id)).toBe(true);
          return;
        }
        const url = new URL(filled);
        expect(url.pathname.split('/')).toHaveLength(5);
        expect(decodeURIComponent(url.pathname.split('/')[3] ?? '')).toBe(id);
        expect(url.searchParams.get('k')).toBe(id);
      }),
      { examples: [['.'], ['..'], ['%2e']] },
    );
  });

  it('a value stays one text of a body whatever stands in it', () => {
    const filled = fillJson({ a: '{x}', b: ['<{x}>'], n: '{n}', none: '{y}', t: true }, { x: '","admin":"{n}', n: 5 });
    expect(filled).toEqual({ a: '","admin":"{n}', b: ['<","admin":"{n}>'], n: 5, none: null, t: true });
  });
});

describe('times of a shop', () => {
  it.each([
    ['2026-11-18 10:00:00', 'Asia/Shanghai', '2026-11-18T02:00:00.000Z'],
    ['2026-07-01T10:00', 'Europe/Berlin', '2026-07-01T08:00:00.000Z'],
    ['2026-11-18T10:00:00+0900', 'UTC', '2026-11-18T01:00:00.000Z'],
    ['2026-11-18', 'UTC', '2026-11-18T00:00:00.000Z'],
    [1_795_000_000, 'UTC', '2026-11-18T11:06:40.000Z'],
    ['1795000000000', 'UTC', new Date(1_795_000_000_000).toISOString()],
    ['2026-13-01', 'UTC', undefined],
    ['yesterday', 'UTC', undefined],
    [0, 'UTC', undefined],
  ])('%s in %s', (text, zone, expected) => {
    expect(instantOf(text, zone)).toBe(expected);
  });
});
