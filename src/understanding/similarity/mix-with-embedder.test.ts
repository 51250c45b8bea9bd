import { expect, test } from 'vitest';
import { evaluateWithEmbedder, fitMix } from './mix-with-embedder.ts';

test('the weights follow what tells same from other', () => {
  const signals = Array.from({ length: 200 }, (_one, index) => ({
    words: (index * 37) % 11,
    vectors: index % 2 === 0 ? 0.9 : 0.4,
    isSame: index % 2 === 0,
  }));
  const [words, vectors, constant] = fitMix(signals);
  expect(Math.abs(words)).toBeLessThan(0.2);
  expect(vectors).toBeGreaterThan(3);
  expect(vectors * 0.9 + constant).toBeGreaterThan(0);
  expect(vectors * 0.4 + constant).toBeLessThan(0);
});

test('few same pairs among many others do not make the mixture reluctant', () => {
  const signals = Array.from({ length: 500 }, (_one, index) => ({
    words: index % 10 === 0 ? 1 : index % 5 === 0 ? 1 : 0,
    vectors: 0,
    isSame: index % 10 === 0,
  }));
  const [words, , constant] = fitMix(signals);
  expect(words + constant).toBeGreaterThan(0);
  expect(constant).toBeLessThan(0);
});

test('an embedder that knows what words do not makes the mixture better than the words alone', async () => {
  const kinds = ['邮费', '运费', '快递费', '发票', '开票', '报销凭证'];
  const group = (text: string) => (kinds.findIndex((kind) => text.includes(kind)) < 3 ? 0 : 1);
  const pairs = kinds.flatMap((one) =>
    kinds
      .filter((other) => other !== one)
      .map((other) => ({ one: `${one}怎么算`, other: `${other}怎么算`, isSame: group(one) === group(other) })),
  );
  const embed = async (texts: readonly string[]) =>
    texts.map((text) => Float32Array.from(group(text) === 0 ? [1, 0.1, 0.3] : [0.1, 1, 0.3]));
  const figures = await evaluateWithEmbedder(pairs, pairs, embed);
  expect(figures.accuracy).toBe(1);
  expect(figures.embedderAccuracy).toBe(1);
  expect(figures.builtInAccuracy).toBeLessThan(1);
});
