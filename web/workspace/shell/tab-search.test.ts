import { expect, it } from 'vitest';
import { tabSearch } from './tab-search.ts';

it.each([
  [{ tab: 'drafts' }, { tab: 'drafts' }],
  [{ tab: 'elsewhere', q: 'x' }, {}],
  [{ tab: ['drafts'] }, {}],
  [{}, {}],
])('of %j the screen takes %j', (search, taken) => {
  expect(tabSearch(['released', 'drafts'])(search)).toEqual(taken);
});
