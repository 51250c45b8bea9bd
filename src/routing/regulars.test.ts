import { expect, it } from 'vitest';
import { type LastAgent, type RegularOutcome, regularOutcome } from './regulars.ts';

const states: Readonly<Record<string, Pick<LastAgent, 'presence' | 'isFull'>>> = {
  online: { presence: 'online', isFull: false },
  suspended: { presence: 'away', isFull: false },
  offline: { presence: 'offline', isFull: false },
  full: { presence: 'online', isFull: true },
};

it.each<[number, string, RegularOutcome]>([
  [23, 'online', 'same'],
  [23, 'suspended', 'same'],
  [23, 'offline', 'others'],
  [23, 'full', 'hold'],
  [25, 'online', 'same'],
  [25, 'suspended', 'others'],
  [25, 'offline', 'others'],
  [25, 'full', 'others'],
  [73, 'online', 'others'],
  [73, 'suspended', 'others'],
  [73, 'offline', 'others'],
  [73, 'full', 'others'],
])('after %i hours with the agent %s: %s', (hoursSince, state, outcome) => {
  const agent = states[state];
  expect(agent && regularOutcome({ hoursSince, ...agent })).toBe(outcome);
});
