import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originalSpan } from './mapped-text.ts';
import { normalizeText, readingLimit } from './normalize-text.ts';

describe('normalizeText', () => {
  it.each([
    ['full-width signs become plain', 'ｓｈｉｐ １２３！', 'ship 123!'],
    ['traditional characters become simplified', '請問幾天到貨', '请问几天到货'],
    ['runs of letters and marks are cut to two', '好的好的哈哈哈哈！！！！', '好的好的哈哈!!'],
    ['runs in numbers and addresses stay', 'www.a.com 9133XXX1X 1000000', 'www.a.com 9133XXX1X 1000000'],
    ['emoji become signals, skin tones and joiners vanish', '气死了😡😡😡 👍🏽', '气死了 :angry: :good:'],
    ['bracket emoticons become signals', '好的[微笑]', '好的 :sarcasm:'],
    ['text emoticons become signals', '还没到T_T', '还没到 :sad:'],
    ['invisible characters vanish', '退\u200b款\u{E0041}\ufeff\u202e', '退款'],
    ['lone surrogates vanish', 'a\ud800b', 'a b'],
    ['stacked marks are cut', `Z${'\u0351'.repeat(40)}algo`, `Z\u0351\u0351algo`],
    ['single characters set apart are joined', '退 款', '退款'],
    ['words keep their distance', '2栋 王芳收', '2栋 王芳收'],
    ['letters set apart are joined', 'r e f u n d please', 'refund please'],
    ['line ends stay, once', '张三\r\n\r\n13800138000', '张三\n13800138000'],
    ['pinyin trade words are read', '我要退huo', '我要退货'],
    ['slips of the input method are read', '几天道 优惠卷 什么时候发或', '几天到 优惠券 什么时候发货'],
    ['a slip with another continuation is none', '发或者不发', '发或者不发'],
    ['words of Taiwan are read', '宅配運費多少，可以刷退嗎', '快递运费多少,可以退款吗'],
    ['abbreviations count inside Chinese only', '发sf吗', '发顺丰吗'],
    ['abbreviations in other languages stay', 'SF office', 'SF office'],
    ['abbreviations glued to digits stay', '单号sf1234567890123', '单号sf1234567890123'],
    ['an empty text stays empty', ' \u200b ', ''],
  ])('%s', (_rule, original, expected) => {
    expect(normalizeText(original).text).toBe(expected);
  });

  it('tells the longest run as a cue of feeling', () => {
    expect(normalizeText('快快快快快').longestRun).toBe(5);
  });

  it('reads the beginning of a very long text and never cuts a surrogate pair', () => {
    const long = normalizeText(`${'a'.repeat(readingLimit - 1)}😀${'退款'.repeat(500_000)}`);
    expect(long.isCut).toBe(true);
    expect(long.text.isWellFormed?.() ?? true).toBe(true);
  });

  it('never throws, and every unit points into the original, forwards', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((units) => String.fromCharCode(...units)),
      fc
        .array(
          fc.constantFrom(
            '退款',
            'tuihuo',
            '😡',
            '[怒]',
            'T_T',
            '\ud83d',
            '\u200d',
            ' ',
            '\n',
            '！！！',
            'ＡＢＣ',
            '優惠卷',
            'a\u0301',
          ),
          { maxLength: 60 },
        )
        .map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, (original) => {
        const { text, starts, ends } = normalizeText(original);
        expect(starts.length).toBe(text.length);
        expect(ends.length).toBe(text.length);
        for (let unit = 0; unit < text.length; unit++) {
          const span = originalSpan({ text, starts, ends }, unit, unit + 1);
          expect(span.start).toBeGreaterThanOrEqual(unit === 0 ? 0 : (starts[unit - 1] ?? 0));
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(original.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
