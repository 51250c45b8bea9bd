import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointDecimal, readJson, toNumber, toValue, writeNode, writeValue } from './json-text.ts';

describe('reading JSON with lines', () => {
  test('any JSON value is read as JSON.parse reads it, where no number is a whole decimal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const read = readJson(text);
        expect(read.ok).toBe(true);
        if (read.ok && !/\d[eE]/.test(text))
          expect(JSON.stringify(toValue(read.node))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('text that JSON.parse refuses is refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '-', '.', 'a', ' ', 'null') }),
        (text) => {
          expect(readJson(text).ok).toBe(isJson(text));
        },
      ),
    );
  });

  test.each([
    ['{"a": 1,\n "b": }', 2, 7, 'unexpected "}"'],
    ['{"a": 1\n "b": 2}', 2, 2, '"}" is missing'],
    ['{"a": "x', 1, 9, 'a text is not closed'],
    ['[1, 2', 1, 6, 'the file ends too early'],
    ['{a: 1}', 1, 2, 'a key in double quotes is missing'],
    ['{} {}', 1, 4, 'text after the end of the JSON value'],
    ['', 1, 1, 'the file ends too early'],
  ])('%j is refused at line %i, column %i', (text, line, column, problem) => {
    expect(readJson(text)).toEqual({ ok: false, line, column, problem });
  });

  test('a very deep file is refused instead of overflowing the stack', () => {
    expect(readJson('['.repeat(100_000))).toMatchObject({ ok: false, problem: 'more than 200 levels deep' });
  });
});

describe('writing JSON as the shop writes it', () => {
  test('key order, whole decimals and blanks are kept', () => {
    const text = '{"1176194968": {"price": 160.0, "balance": 51}, "10": [1.5, -0.0, true, null], "name": "caf\\u00e9"}';
    const read = readJson(text);
    expect(read.ok && writeNode(read.node)).toBe(text);
  });

  test('plain data is written like its text', () => {
    const text = '{"b": 160.0, "a": [0.5, 3], "c": null}';
    const read = readJson(text);
    expect(read.ok && writeValue(toValue(read.node))).toBe(text);
  });

  test('a computed amount always has a point', () => {
    expect([160, 0, 0.5, -23.24].map((value) => writeValue(pointDecimal(value)))).toEqual([
      '160.0',
      '0.0',
      '0.5',
      '-23.24',
    ]);
    expect(toNumber(pointDecimal(160))).toBe(160);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
