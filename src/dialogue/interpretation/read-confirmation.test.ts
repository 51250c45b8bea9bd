import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInFlows } from '../flows/load-flows.ts';
import words from './confirmation-words.json' with { type: 'json' };
import { type OwnWords, readConfirmation } from './read-confirmation.ts';

function wordsOf(flow: string): OwnWords {
  const step = builtInFlows()
    .get(flow)
    ?.steps.find((one) => one.kind === 'confirm');
  return step?.kind === 'confirm' ? { alsoYes: step.alsoYes, beside: step.besideYes } : { alsoYes: [], beside: [] };
}

describe('an answer to a preview', () => {
  it.each([
    ['request-return', '好吧，那就退吧'],
    ['request-return', '嗯嗯，麻烦帮我退掉'],
    ['request-return', '可以呀，就这样'],
    ['request-return', 'alright, please return it'],
    ['cancel-order', '取消'],
    ['cancel-order', '对对，取消掉'],
    ['cancel-order', 'ok go ahead and cancel it, thanks'],
    ['request-exchange', '行，换'],
    ['request-exchange', '就这个，谢谢'],
    ['change-items', '可以了'],
    ['change-address', '没错，改吧'],
    ['withdraw-case', '是的，撤掉'],
    ['withdraw-case', '不退了'],
    ['request-invoice', '好的，开吧'],
    ['request-return', 'sounds good to me'],
  ])('%s: %s is a yes', (flow, text) => {
    expect(readConfirmation(text, wordsOf(flow))).toBe('yes');
  });

  it.each([
    ['request-return', '好，换'],
    ['request-return', '行，换货吧'],
    ['request-exchange', '好的，退款'],
    ['request-exchange', '行，退了吧'],
    ['change-address', '好，取消吧'],
    ['request-return', '行是行，不过邮费你们出'],
    ['request-return', '可以，但是别从我余额扣'],
    ['request-return', '好的吗'],
    ['request-return', '确认一下是多少钱'],
    ['request-return', '对了，有黑色的吗'],
    ['request-return', '对了'],
    ['request-return', '嗯...'],
    ['request-return', '好，两件都退'],
    ['request-return', 'ok but keep the lamp'],
    ['request-return', 'yes, to my PayPal'],
    ['request-return', 'sure, later'],
    ['request-return', 'yesterday'],
    ['request-return', '谢谢'],
    ['cancel-order', '要不改地址'],
    ['request-refund', '要等多久'],
    ['request-return', ''],
  ])('%s: %s is no yes', (flow, text) => {
    expect(readConfirmation(text, wordsOf(flow))).not.toBe('yes');
  });

  it.each(['不了', '先不办', '哎，不用了', 'hmm, actually no', 'no thanks, leave it', 'wait, stop', '取消'])(
    '%s is a no to a return',
    (text) => {
      expect(readConfirmation(text, wordsOf('request-return'))).toBe('no');
    },
  );

  it('is never a yes with a single unknown word in it, whatever words of consent stand around', () => {
    const known = fc.array(fc.constantFrom(...words.yes, ...words.beside), { maxLength: 4 });
    const unknown = fc.constantFrom(
      '不',
      '别',
      '但',
      '换成',
      '两',
      'not',
      'but',
      "don't",
      'except',
      '先别',
      '地址',
      '80',
      'if',
      '如果',
      'visa',
      '微信',
      '改天',
    );
    const own = wordsOf('request-return');
    fc.assert(
      fc.property(known, unknown, known, (before, stranger, after) => {
        expect(readConfirmation([...before, stranger, ...after].join(' '), own)).not.toBe('yes');
      }),
      { numRuns: 2000 },
    );
  });

  it("is never a yes with another flow's own word in it", () => {
    const flows = [...builtInFlows().keys()].filter((flow) => wordsOf(flow).alsoYes.length > 0);
    for (const flow of flows) {
      const own = wordsOf(flow);
      const mine = [...words.yes, ...words.beside, ...own.alsoYes, ...own.beside].map((word) => word.toLowerCase());
      for (const other of flows) {
        const foreign = wordsOf(other).alsoYes.filter((word) => !mine.some((known) => word.includes(known)));
        for (const word of foreign) expect(readConfirmation(`好的，${word}`, own), `${flow}: ${word}`).not.toBe('yes');
      }
    }
  });
});
