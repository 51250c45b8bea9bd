import { demoContent } from './__fixtures__/demo-shop.ts';
import { questionSets } from './evaluation/retrieval-quality.ts';
import { buildKnowledgeIndex } from './knowledge-index.ts';

/** Time of building the index and of answering, on the demo shop: `npx tsx src/knowledge/benchmark.ts`. */
const asOf = new Date();
const content = await demoContent(asOf);
const builtAt = performance.now();
const index = buildKnowledgeIndex(content);
const buildMilliseconds = performance.now() - builtAt;

const { paraphrases, foreign } = questionSets.seen;
const questions = [...paraphrases, ...foreign].map(({ text, intent }) => ({
  text,
  intent,
  language: 'zh-CN' as const,
  productIds: [],
  asOf,
}));
for (const question of questions) index.answer(question);

const times: number[] = [];
for (let round = 0; round < 20; round += 1) {
  for (const question of questions) {
    const startedAt = performance.now();
    index.answer(question);
    times.push(performance.now() - startedAt);
  }
}
times.sort((first, second) => first - second);
const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(3));
const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
console.log(
  JSON.stringify({
    name: 'knowledge',
    answersPerSecond: Math.round(1000 / mean),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    buildMs: Math.round(buildMilliseconds),
  }),
);
