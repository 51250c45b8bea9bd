import { describe, expect, it } from 'vitest';
import type { RoutableStaff } from '../staff/index.ts';
import { assign, stateOf } from './assign.ts';
import { routingSettingsSchema } from './routing-settings.ts';
import { stagesOf } from './stages.ts';
import { anEntry, aPerson } from './testing.ts';
import type { WaitingEntry } from './waiting-entry.ts';

const now = new Date('2026-11-11T04:00:00Z');
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

const waiting = (seconds: number, more: Partial<WaitingEntry> = {}) => anEntry({ queuedAt: at(-seconds), ...more });

describe('what somebody takes', () => {
  it.each<[string, Partial<RoutableStaff>, 'open' | 'away' | 'closed']>([
    ['at work', {}, 'open'],
    ['away', { presence: 'away' }, 'away'],
    ['gone: signed out, or a browser that crashed and was not seen for a while', { presence: 'offline' }, 'closed'],
    ['in the pause after a conversation', { wrapUpUntil: at(15) }, 'away'],
    ['after that pause', { wrapUpUntil: now }, 'open'],
    ['a second before the end of the shift', { shiftEndsAt: at(1) }, 'open'],
    ['when the shift has ended', { shiftEndsAt: now }, 'closed'],
    ['off shift, where shifts are followed', { presence: 'offline', isOffShift: true }, 'closed'],
    ['without a role that answers', { role: 'analyst' }, 'closed'],
    ['away and past the end of the shift', { presence: 'away', shiftEndsAt: at(-60) }, 'closed'],
  ])('%s', (_name, person, state) => {
    expect(stateOf(aPerson(person), now.getTime())).toBe(state);
  });

  it.each<[string, Partial<RoutableStaff>]>([
    ['away', { presence: 'away' }],
    ['in the pause after a conversation', { wrapUpUntil: at(15) }],
    ['gone', { presence: 'offline' }],
    ['after the shift', { shiftEndsAt: now }],
    ['full', { load: 3 }],
  ])('nothing new is given to somebody %s', (_name, given) => {
    expect(assign([waiting(10)], [aPerson(given)], now)).toEqual([]);
  });

  it('a regular of the last hours still reaches somebody away or in the pause, but nobody who is gone', () => {
    const reaches = (given: Partial<RoutableStaff>) => {
      const person = aPerson(given);
      const regular = { staffId: person.staffId, at: at(-3_600) };
      return assign([waiting(10, { regular })], [person], now).length;
    };
    expect(
      [{ presence: 'away' as const }, { wrapUpUntil: at(15) }, { presence: 'offline' as const }].map(reaches),
    ).toEqual([1, 1, 0]);
  });
});

describe('who may help, the longer somebody waits', () => {
  const settings = routingSettingsSchema.parse({
    overflow: { aftersale: { afterSeconds: 60, groups: ['presale'] } },
    groups: {
      aftersale: {
        requires: [{ skillId: 'jade' }],
        prefers: [{ skillId: 'gold', worstLevel: 9, untilSeconds: 20 }],
      },
    },
    levelSteps: [
      { afterSeconds: 0, worstLevel: 1 },
      { afterSeconds: 40, worstLevel: 9 },
    ],
    languageSeconds: 30,
    anybodySeconds: 120,
  });
  const jade = [{ skillId: 'jade', level: 1 }];
  const people = {
    gold: aPerson({ skills: [...jade, { skillId: 'gold', level: 1 }] }),
    plain: aPerson({ skills: jade }),
    english: aPerson({ skills: jade, languages: ['en'] }),
    beginner: aPerson({ skills: jade, groups: [{ groupId: 'aftersale', level: 3 }] }),
    presale: aPerson({ skills: jade, groups: [{ groupId: 'presale', level: 1 }] }),
    elsewhere: aPerson({ skills: jade, groups: [{ groupId: 'logistics', level: 1 }] }),
    unskilled: aPerson(),
  };
  it.each<[number, (keyof typeof people)[]]>([
    [0, ['gold']],
    [19, ['gold']],
    [20, ['gold', 'plain']],
    [30, ['gold', 'plain', 'english']],
    [40, ['gold', 'plain', 'english', 'beginner']],
    [60, ['gold', 'plain', 'english', 'beginner', 'presale']],
    [120, ['gold', 'plain', 'english', 'beginner', 'presale', 'elsewhere']],
    [3_600, ['gold', 'plain', 'english', 'beginner', 'presale', 'elsewhere']],
  ])('after %i seconds: %j', (seconds, able) => {
    const found = Object.entries(people).filter(
      ([, person]) => assign([waiting(seconds)], [person], now, { settings }).length > 0,
    );
    expect(found.map(([name]) => name)).toEqual(able);
  });

  it('is never fewer than before', () => {
    const stages = stagesOf(waiting(0), new Map(), settings);
    expect(stages.map((stage) => stage.name)).toEqual([
      'skilled',
      'fewer-skills',
      'fewer-skills',
      'fewer-skills',
      'overflow',
      'anybody',
    ]);
  });

  it('a silent agent gets the same conversation again only when nobody else has helped for five minutes', () => {
    const silent = aPerson();
    const given = (seconds: number) =>
      assign([waiting(seconds, { excludedStaffIds: [silent.staffId] })], [silent], now);
    expect([given(299).length, given(300).length]).toEqual([0, 1]);
  });
});
