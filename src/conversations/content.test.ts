import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, customerContentSchema, longestText, textOf } from './content.ts';

describe('text that comes in', () => {
  it.each([
    ['NUL and control characters go', 'a\u0000b\u0007c', 'abc'],
    ['line breaks and tabs stay', 'a\n\tb', 'a\n\tb'],
    ['a lone surrogate becomes the replacement character', 'a\ud83db', 'a\ufffdb'],
    ['HTML stays text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('%s', (_name, written, expected) => {
    expect(cleanText(written)).toBe(expected);
  });

  it('is always well-formed after cleaning', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (written) => cleanText(written).isWellFormed()));
  });
});

describe('what a customer may send', () => {
  it.each([
    ['a text', [{ kind: 'text', text: '你好' }], true],
    ['an empty text', [{ kind: 'text', text: '' }], false],
    ['a text over the limit', [{ kind: 'text', text: '长'.repeat(longestText + 1) }], false],
    ['nothing', [], false],
    ['a card of the shop', [{ kind: 'order-card', orderId: '1' }], false],
    ['an unknown field', [{ kind: 'text', text: 'a', shopId: 'demo' }], false],
    ['a rating of six', [{ kind: 'rating', score: 6, comment: '' }], false],
    ['an array for a text', [{ kind: 'text', text: ['a'] }], false],
    ['an operator for a text', [{ kind: 'text', text: { $gt: '' } }], false],
  ])('%s: %j → %s', (_name, content, expected) => {
    expect(customerContentSchema.safeParse(content).success).toBe(expected);
  });

  it('reads as plain words, cards and pictures in brackets', () => {
    expect(
      textOf([
        { kind: 'text', text: '这个' },
        { kind: 'image', image: { fileId: 'x', width: 1, height: 1, contentType: 'image/png', name: 'a.png' } },
      ]),
    ).toBe('这个\n[image]');
  });
});
