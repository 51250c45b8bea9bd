import { expect, it } from 'vitest';
import { auditActions } from '../../../../src/staff/audit-actions.ts';
import { actionKey, hasWords } from './audit-words.ts';

it.each(auditActions)('%s is told in words', (action) => {
  expect(hasWords('action', actionKey(action))).toBe(true);
});

it('a name that nobody knows has none, nor has one that every object has', () => {
  expect(['unheard-of', 'toString'].filter((name) => hasWords('detail', name))).toEqual([]);
});
