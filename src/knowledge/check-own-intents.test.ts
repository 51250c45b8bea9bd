import { expect, it } from 'vitest';
import { aContent } from './__fixtures__/a-shop.ts';
import { checkOwnIntents } from './check-own-intents.ts';
import type { OwnIntent } from './types.ts';

const wish = (id: string, examples: readonly string[], leadsTo: OwnIntent['leadsTo']): OwnIntent => ({
  id,
  name: id,
  examples,
  leadsTo,
});
const toPeople = { kind: 'person', skillGroup: 'presale' } as const;

it('names an example that is given to two wishes, however it is written', () => {
  const intents = [wish('a', ['批发怎么拿货？', '做代理'], toPeople), wish('b', ['批发怎么拿货'], toPeople)];
  expect(checkOwnIntents(aContent({ intents }))).toEqual([
    expect.objectContaining({ kind: 'duplicate-question', items: ['a', 'b'] }),
  ]);
});

it('names a wish whose answer is not there', () => {
  const intents = [wish('a', ['几点直播'], { kind: 'answer', faqId: 'live' })];
  expect(checkOwnIntents(aContent({ intents }))).toEqual([
    { kind: 'unknown-reference', items: ['a'], detail: 'a: live' },
  ]);
});

it('finds nothing where nothing was taught', () => {
  expect(checkOwnIntents(aContent())).toEqual([]);
});
