import { describe, expect, it } from 'vitest';
import { loadLevels } from './load/load-levels.ts';
import { agentStates, type Reception, receptionModes, receptionOf, receptionRuleSchema, ruleFor } from './modes.ts';

// Mode × people: who answers under normal, busy, surge, overload. A: AI, H: a person, M: by share.
const matrix: Readonly<Record<string, string>> = {
  'human-first × some-free': 'HHHA',
  'human-first × all-busy': 'HHAA',
  'human-first × all-away': 'AAAA',
  'human-first × none-online': 'AAAA',
  'human-first × closed': 'AAAA',
  'ai-first × some-free': 'AAAA',
  'ai-first × all-busy': 'AAAA',
  'ai-first × all-away': 'AAAA',
  'ai-first × none-online': 'AAAA',
  'ai-first × closed': 'AAAA',
  'mixed × some-free': 'MMMA',
  'mixed × all-busy': 'AAAA',
  'mixed × all-away': 'AAAA',
  'mixed × none-online': 'AAAA',
  'mixed × closed': 'AAAA',
};

describe('who answers a new conversation', () => {
  it.each(receptionModes.flatMap((mode) => agentStates.map((agents) => [mode, agents] as const)))(
    '%s × %s at every load level',
    (mode, agents) => {
      const found = loadLevels.map((level) => {
        const outcomes: Reception[] = [0, 0.29, 0.31, 0.99].map((draw) =>
          receptionOf({ mode, humanShare: 0.3 }, agents, level, draw),
        );
        if (outcomes.join() === 'human,human,ai,ai') return 'M';
        return outcomes.every((one) => one === 'human') ? 'H' : outcomes.every((one) => one === 'ai') ? 'A' : '?';
      });
      expect(found.join('')).toBe(matrix[`${mode} × ${agents}`]);
    },
  );
});

describe('which mode holds', () => {
  const rules = [
    receptionRuleSchema.parse({ mode: 'ai-first', on: 'holidays' }),
    receptionRuleSchema.parse({ mode: 'ai-first', from: '23:00', to: '09:00' }),
    receptionRuleSchema.parse({ mode: 'mixed', channels: ['widget'], weekdays: [0, 6] }),
    receptionRuleSchema.parse({ mode: 'human-first', channels: ['widget'] }),
  ];
  it.each([
    ['widget', { weekday: 3, clock: '10:00', isHoliday: false }, 'human-first'],
    ['widget', { weekday: 3, clock: '22:59', isHoliday: false }, 'human-first'],
    ['widget', { weekday: 3, clock: '23:00', isHoliday: false }, 'ai-first'],
    ['widget', { weekday: 4, clock: '08:59', isHoliday: false }, 'ai-first'],
    ['widget', { weekday: 4, clock: '09:00', isHoliday: false }, 'human-first'],
    ['widget', { weekday: 6, clock: '12:00', isHoliday: false }, 'mixed'],
    ['widget', { weekday: 3, clock: '12:00', isHoliday: true }, 'ai-first'],
    ['mail', { weekday: 3, clock: '12:00', isHoliday: false }, 'ai-first'],
  ])('on %s at %o: %s', (channel, at, mode) => {
    expect(ruleFor(rules, channel, at).mode).toBe(mode);
  });
});
