import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask, type KnownValue, orderPatterns } from './mask.ts';

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((list) => list.join(''));
const pick = (...values: readonly string[]) => fc.constantFrom(...values);

const mobile = fc.tuple(pick('13', '15', '17', '18', '19'), digits(9)).map((parts) => parts.join(''));
const grouped = mobile.map((text) => `${text.slice(0, 3)} ${text.slice(3, 7)}-${text.slice(7)}`);
const fullWidth = mobile.map((text) => text.replace(/\d/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)));
const taiwan = digits(8).map((text) => `09${text.slice(0, 2)}-${text.slice(2, 5)}-${text.slice(5)}`);
const american = digits(10).map((text) => `(${text.slice(0, 3)}) ${text.slice(3, 6)}-${text.slice(6)}`);
const email = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/), pick('qq.com', '163.com', 'gmail.com', 'example.com.tw'))
  .map(([name, host]) => `${name}@${host}`);
const order = fc.tuple(pick('PD2026', 'TB', 'JD00', ''), digits(12)).map((parts) => parts.join(''));
const parcel = fc.tuple(pick('SF', 'YT', 'ZTO', 'JDVB'), digits(13)).map((parts) => parts.join(''));
const card = digits(18).map((text) => `${text}X`);
const road = fc
  .tuple(
    pick('学院', '人民', '中山', '解放', '建国'),
    fc.integer({ min: 1, max: 999 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 101, max: 2501 }),
  )
  .map(([name, number, building, room]) => `${name}路${number}号${building}幢${room}室`);
const person = fc
  .tuple(pick('王', '李', '张', '欧阳', '陈'), pick('芳', '小明', '丽华', '伟', '子轩'))
  .map((parts) => parts.join(''));

const secret = fc.oneof(mobile, grouped, fullWidth, taiwan, american, email, order, parcel, card, road);
const around = fc
  .array(
    pick(
      '你好',
      '我的',
      '麻烦改一下',
      ',',
      '。',
      '\n',
      ' ',
      '到了吗',
      '什么时候发货',
      '谢谢',
      'please',
      '!',
      '?',
      '[',
      ']',
      '满300减50',
      'XL',
    ),
    { maxLength: 5 },
  )
  .map((words) => words.join(''));

/** Signs of a value as any model could read them back. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\-()]/g, '')
    .toLowerCase();

describe('personal data in any words around it', () => {
  it('is not in what a model gets to see, and comes back as it was', () => {
    fc.assert(
      fc.property(around, secret, around, (before, value, after) => {
        const mask = createMask([], orderPatterns(['PD2026\\d+']));
        const text = `${before} ${value} ${after}`;
        const hidden = mask.hide(text);
        expect(plain(hidden)).not.toContain(plain(value));
        expect(mask.restore(hidden)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that the records know is hidden wherever it stands, names without a word before them', () => {
    const known = fc.array(
      fc.oneof(
        person.map((value): KnownValue => ({ kind: 'NAME', value })),
        road.map((value): KnownValue => ({ kind: 'ADDRESS', value })),
        email.map((value): KnownValue => ({ kind: 'EMAIL', value })),
        order.map((value): KnownValue => ({ kind: 'ORDER', value })),
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(known, fc.array(around, { minLength: 7, maxLength: 7 }), (values, words) => {
        const text = values.map(({ value }, at) => `${words[at] ?? ''} ${value} `).join('');
        const mask = createMask(values);
        const hidden = mask.hide(text);
        for (const { value } of values) expect(hidden).not.toContain(value);
        expect(mask.restore(hidden)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back in a model’s words, in any order and as often as it likes', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(3), { maxLength: 6 }),
        (values, order) => {
          const mask = createMask([]);
          const places = values.map((value) => mask.hide(value));
          const written = order.map((at) => `好的 ${places[at % places.length] ?? ''}。`).join('');
          const expected = order.map((at) => `好的 ${values[at % values.length] ?? ''}。`).join('');
          expect(mask.restore(written)).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
