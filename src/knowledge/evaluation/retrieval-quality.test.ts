import { describe, expect, test } from 'vitest';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { buildKnowledgeIndex } from '../knowledge-index.ts';
import { measureRetrieval, questionSets } from './retrieval-quality.ts';

const asOf = new Date('2026-11-21T04:00:00Z');
const content = await demoContent(asOf);
const index = buildKnowledgeIndex(content);

describe('approved answers for questions in other words', () => {
  test('none of the paraphrases is a phrasing of the shop', () => {
    const phrasings = new Set(content.faqs.flatMap((entry) => Object.values(entry.questions).flat()));
    const all = [...questionSets.seen.paraphrases, ...questionSets.unseen.paraphrases];
    expect(all.filter((one) => phrasings.has(one.text))).toEqual([]);
  });

  test.each([
    ['seen', { recall: 0.82, precision: 0.92, reach: 0.92, refused: 0.92 }],
    ['unseen', { recall: 0.72, precision: 0.89, reach: 0.84, refused: 0.8 }],
  ] as const)('%s questions: found, right, and foreign ones refused, not below the floor', (name, floor) => {
    const quality = measureRetrieval(questionSets[name], { index, content, asOf });
    expect(quality.recall).toBeGreaterThanOrEqual(floor.recall);
    expect(quality.precision).toBeGreaterThanOrEqual(floor.precision);
    expect(quality.reach).toBeGreaterThanOrEqual(floor.reach);
    expect(quality.refused).toBeGreaterThanOrEqual(floor.refused);
  });
});
