import { beforeAll, describe, expect, test } from 'vitest';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { buildKnowledgeIndex } from '../knowledge-index.ts';
import type { KnowledgeIndex } from '../types.ts';

const noon = new Date('2026-11-21T04:00:00Z');
let index: KnowledgeIndex;
beforeAll(async () => {
  index = buildKnowledgeIndex(await demoContent(noon));
});
const keyOf = (intent: string, text: string, province = '广东省') => {
  const answer = index.answer({ intent, text, language: 'en', productIds: [], asOf: noon, province });
  return 'key' in answer ? answer.key : answer.kind;
};

describe('a country that the shop does not deliver to', () => {
  test.each([
    ['ship.region', 'do you guys ship to malaysia'],
    ['ship.fee', 'how much is postage to the UK?'],
    ['track.eta', 'how long to New York'],
    ['ship.region', '寄得到新加坡吗'],
    ['ship.fee', '寄澳洲运费多少'],
    ['ship.carrier', 'which courier do you use for Japan'],
  ])('is said not to be delivered to (%s: %s), wherever the customer lives', (intent, text) => {
    expect(keyOf(intent, text)).toBe('answer.ship.region.abroad');
  });

  test.each([
    ['ship.region', 'can you send it to Hong Kong'],
    ['ship.fee', '寄台灣運費多少'],
    ['ship.region', 'does it ship from Japan'],
  ])('is neither a region that is served nor where goods come from (%s: %s)', (intent, text) => {
    expect(keyOf(intent, text)).not.toBe('answer.ship.region.abroad');
  });
});
