import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeUrl, splitLinks } from './rich-text.ts';

const links = (text: string) => splitLinks(text).flatMap((piece) => piece.url ?? []);

describe('links in a text', () => {
  it.each([
    { text: '见https://a.cn/x。谢谢', found: ['https://a.cn/x'] },
    { text: '（https://a.cn/x）', found: ['https://a.cn/x'] },
    { text: 'see https://a.cn/x_(y), ok?', found: ['https://a.cn/x_(y)'] },
    { text: '(https://a.cn/x).', found: ['https://a.cn/x'] },
    { text: 'javascript:alert(1) data:text/html,x ftp://a.cn', found: [] },
    { text: 'https://', found: [] },
    { text: 'HTTP://A.CN/?q=1&r=2 https://b.cn', found: ['HTTP://A.CN/?q=1&r=2', 'https://b.cn'] },
  ])('of $text are $found', ({ text, found }) => {
    expect(links(text)).toEqual(found);
  });

  it('lose no letter of the text', () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('https://a.cn/', '。', '(', ' ', 'http://')))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(
        text,
        (one) =>
          splitLinks(one)
            .map((piece) => piece.text)
            .join('') === one,
      ),
    );
  });

  it('of cards lead to the web or nowhere', () => {
    expect(safeUrl('javascript:alert(1)')).toBeUndefined();
    expect(safeUrl('/relative')).toBeUndefined();
    expect(safeUrl('https://shop.cn/p/1')).toBe('https://shop.cn/p/1');
  });
});
