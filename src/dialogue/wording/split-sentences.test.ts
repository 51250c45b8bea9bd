import { expect, it } from 'vitest';
import { createSentenceCutter } from './split-sentences.ts';

it.each([
  ['您好。订单已发', ['您好。'], '订单已发'],
  ['共 ¥12.50 元', [], '共 ¥12.50 元'],
  ['It costs 12.50 yuan. Thanks', ['It costs 12.50 yuan.'], ' Thanks'],
  ['他说“好的。”然后', ['他说“好的。”'], '然后'],
  ['真的吗?!好', ['真的吗?!'], '好'],
])('%s is cut into its finished sentences', (text, finished, rest) => {
  const cutter = createSentenceCutter();
  expect(cutter.feed(text)).toEqual(finished);
  expect(cutter.rest()).toBe(rest);
});

it('a sentence may come in pieces', () => {
  const cutter = createSentenceCutter();
  expect(['您', '好', '。订'].map((piece) => cutter.feed(piece))).toEqual([[], [], ['您好。']]);
});
