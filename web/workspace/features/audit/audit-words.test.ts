import { expect, it } from 'vitest';
import { actionKey, hasWords } from './audit-words.ts';

it.each([
  ['action', actionKey('webhook.secret-rotated'), true],
  ['action', actionKey('thing.unheard-of'), false],
  ['detail', 'address', true],
  ['detail', 'toString', false],
  ['kind', 'session', true],
] as const)('of the %s words, one for %s: %s', (part, name, has) => {
  expect(hasWords(part, name)).toBe(has);
});
