import { describe, expect, it } from 'vitest';
import { compareLabels } from './compare-labels.ts';
import { crossValidate } from './cross-validate.ts';
import { evaluateIntentEngine, trainPredictor } from './evaluate-intent-engine.ts';
import { decodeModel, encodeModel } from './model-file.ts';
import { predictIntents } from './predict-intents.ts';
import { trainModel } from './train-model.ts';

const toy: Readonly<Record<string, readonly string[]>> = {
  refund: [
    '我要退款',
    '退钱给我',
    '申请退款',
    '能退款吗',
    '把钱退给我',
    'refund please',
    'I want my money back',
    'can I get a refund',
  ],
  track: [
    '快递到哪了',
    '物流不动了',
    '查一下快递',
    '包裹到哪里了',
    '快递什么时候到',
    'where is my parcel',
    'track my package',
    'has it shipped',
  ],
  size: [
    '穿什么码',
    '尺码偏大吗',
    '有没有L码',
    '身高165穿多大',
    '尺码怎么选',
    'what size should I take',
    'does it run small',
    'size guide please',
  ],
};
const examples = Object.entries(toy).flatMap(([label, texts]) => texts.map((text) => ({ text, label })));
const outside = ['今天天气怎么样', '写一首诗', '讲个笑话', 'tell me a joke', 'who won the game'].map((text) => ({
  text,
  label: 'oos',
}));

describe('the intent engine', () => {
  const model = trainModel(examples);

  it.each([
    ['我想退款', 'refund'],
    ['快递走到哪里了', 'track'],
    ['該穿什麼尺碼', 'size'],
    ['give me my money back', 'refund'],
    ['where is the package', 'track'],
  ])('learns from a few examples: %s is %s', (text, label) => {
    expect(predictIntents(model, text)[0]?.intent).toBe(label);
  });

  it('gives shares of confidence that add up to one', () => {
    const sum = predictIntents(model, '我想退款').reduce((total, { confidence }) => total + confidence, 0);
    expect(sum).toBeCloseTo(1, 6);
  });

  it('gives the same model for the same examples', () => {
    expect(Buffer.compare(encodeModel(trainModel(examples)), encodeModel(model))).toBe(0);
  });

  it('refuses what belongs to no label, as the examples of that kind teach', () => {
    const refusing = trainModel([...examples, ...outside], { outOfScope: 'oos' });
    expect(predictIntents(refusing, '讲一个笑话吧')[0]?.intent).toBe('oos');
    expect(predictIntents(refusing, '我要申请退款')[0]?.intent).toBe('refund');
  });

  it('knows a label for the rest even without examples of it', () => {
    const labels = predictIntents(trainModel(examples, { outOfScope: 'oos' }), 'zxcv').map(({ intent }) => intent);
    expect(labels).toContain('oos');
  });

  it('survives one example, one label and an empty text', () => {
    expect(predictIntents(trainModel([{ text: '', label: 'only' }]), '')[0]?.intent).toBe('only');
    expect(predictIntents(trainModel([{ text: '退款', label: 'only' }]), '\ud800')[0]?.intent).toBe('only');
  });
});

describe('a stored model', () => {
  const model = trainModel([...examples, ...outside], { outOfScope: 'oos', dataHash: 'abc' });
  const file = encodeModel(model);

  it('reads every text as before it was stored', () => {
    const decoded = decodeModel(file);
    expect(decoded.ok && decoded.model.origin).toEqual(model.origin);
    for (const { text } of examples)
      expect(decoded.ok && predictIntents(decoded.model, text)).toEqual(predictIntents(model, text));
  });

  it.each([
    ['is empty', new Uint8Array()],
    ['is something else', Buffer.from('hello world, this is no model')],
    ['is cut in the header', file.slice(0, 40)],
    ['is cut in the body', file.slice(0, -20)],
    ['has one bit changed', changed(file, file.length - 30)],
    ['has a broken header', changed(file, 12)],
    ['claims a huge header', changed(file, 7)],
  ])('is refused with a reason when it %s', (_case, bytes) => {
    const decoded = decodeModel(bytes);
    expect(decoded.ok).toBe(false);
    expect(!decoded.ok && decoded.reason).toMatch(/\w/u);
  });
});

describe('evaluating', () => {
  it('prints every figure of the command', async () => {
    const rows = [...examples, ...outside].map(({ text, label }) => [text, label] as const);
    const figures = await evaluateIntentEngine({ train: rows, test: rows, outOfScope: 'oos' });
    expect(Object.keys(figures)).toEqual([
      'accuracy',
      'macroF1',
      'inScopeAccuracy',
      'outOfScopeRecall',
      'outOfScopePrecision',
      'fitSeconds',
      'predictionsPerSecond',
      'p50Ms',
      'p99Ms',
    ]);
    expect(figures.accuracy).toBeGreaterThan(0.9);
  });

  it('counts as the definitions say', () => {
    const truth = ['a', 'a', 'b', 'oos', 'oos'];
    const found = ['a', 'oos', 'b', 'oos', 'b'];
    expect(compareLabels(truth, found, 'oos')).toEqual({
      accuracy: 3 / 5,
      macroF1: (2 / 3 + 2 / 3 + 1 / 2) / 3,
      inScopeAccuracy: 2 / 3,
      outOfScopeRecall: 1 / 2,
      outOfScopePrecision: 1 / 2,
    });
  });

  it('labels single texts for the command line', async () => {
    const predict = await trainPredictor(examples.map(({ text, label }) => [text, label]));
    expect((await predict('退款退款')).label).toBe('refund');
  });

  it("lets an embedder's vectors tell apart what words cannot", async () => {
    const refund = new Set(['ka', 'ki', 'ku']);
    const embed = async (texts: readonly string[]) =>
      texts.map((text) => Float32Array.from(refund.has(text) ? [1, 0] : [0, 1]));
    const train: [string, string][] = [...refund, 'ma', 'mi', 'mu'].map((text) => [text, refund.has(text) ? 'a' : 'b']);
    refund.add('xyz');
    expect((await (await trainPredictor(train, embed))('xyz')).label).toBe('a');
    expect((await (await trainPredictor(train, embed))('uvw')).label).toBe('b');
  });

  it('reads every text once when cross-validating', () => {
    const { accuracy, misses } = crossValidate(examples, 4);
    expect(misses.length).toBe(Math.round(examples.length * (1 - accuracy)));
  });
});

function changed(bytes: Uint8Array, position: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[position] = (copy[position] ?? 0) ^ 0x55;
  return copy;
}
