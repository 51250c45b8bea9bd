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
    ['words set apart by a program are joined', '亲 什么 时候 发货 呢 ?', '亲什么时候发货呢?'],
    ['few words set apart are left', '身高165 体重 105斤 穿什么码', '身高165 体重 105斤 穿什么码'],
    ['stand-ins of masked texts get one form', '[ORDERID_10012] 到哪了', '[订单号] 到哪了'],
    ['numbers in place of links too', '【链接x】这个 [数字x]', '[链接]这个 [数字]'],
    ['codes of emoticons become signals', '好的#E-s[数字x]', '好的 :emoji:'],
    ['other brackets stay', '[图片] 看这里', '[图片] 看这里'],
    ['Japanese shapes become simplified', '什么时候発貨', '什么时候发货'],
    ['martian letters are read', '莪要退货', '我要退货'],
    ['half pinyin is read', '什么时候到huo', '什么时候到货'],
    ['pinyin of a whole wish is read', '我要quxiao订单', '我要取消订单'],
    ['abbreviations of wishes are read', '我要tk', '我要退款'],
    ['dd is an order where it is looked up', '帮我查dd', '帮我查订单'],
    ['Cantonese is read', '有冇货 几耐到', '有没有货 多久到'],
    ['words of the north are read', '俺的货啥时候到', '我的货什么时候到'],
    ['words of Shanghai are read', '侬好 有现货伐', '你好 有现货伐'],
    ['homophones of returns are read', '申情退或', '申请退货'],
    ['homophones of pick-up are read', '取件吗发我', '取件码发我'],
    ['net words are read', '神马情况 肿么办', '什么情况 怎么办'],
    ['a name is no slip', '哈啰', '哈喽'],
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
