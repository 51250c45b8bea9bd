import { describe, expect, it } from 'vitest';
import type { RoutableStaff } from '../staff/index.ts';
import { assign } from './assign.ts';
import { groupFor, groupRuleSchema, skillsAsked } from './group-rules.ts';
import { routingSettingsSchema } from './routing-settings.ts';
import { faultIn, withoutGroup, withoutSkill } from './settings-references.ts';
import { anEntry, aPerson } from './testing.ts';
import type { WaitingEntry } from './waiting-entry.ts';

const rules = {
  vip: groupRuleSchema.parse({ intake: { channels: ['weixin'] } }),
  english: groupRuleSchema.parse({ intake: { languages: ['en'], wishes: ['refund'] } }),
  plain: groupRuleSchema.parse({}),
};
const arrival = { channelId: 'widget', language: 'zh-CN', intent: 'product.size', reason: 'asked' };

describe('which group takes a conversation in', () => {
  it.each([
    ['that of its wish, where no other asks for it', {}, 'presale'],
    ['the one of its channel', { channelId: 'weixin' }, 'vip'],
    ['only where everything fits that is named', { language: 'en' }, 'presale'],
    [
      'the one that names most of what is true',
      { channelId: 'weixin', language: 'en', intent: 'refund.status' },
      'english',
    ],
    ['a wish by its whole beginning only', { language: 'en', intent: 'refunds' }, 'presale'],
    ['that of its risk, whatever else', { channelId: 'weixin', reason: 'risk' }, 'presale'],
  ])('is %s', (_name, given, expected) => {
    expect(groupFor(rules, 'presale', { ...arrival, ...given })).toBe(expected);
  });
});

describe('skills of a group', () => {
  const rule = groupRuleSchema.parse({
    requires: [{ skillId: 'jewellery', worstLevel: 2 }],
    prefers: [
      { skillId: 'gold', untilSeconds: 30 },
      { skillId: 'jade', untilSeconds: 60 },
    ],
  });
  it.each([
    [0, ['jewellery', 'gold', 'jade'], false],
    [30, ['jewellery', 'jade'], true],
    [60, ['jewellery'], true],
  ])('after %i seconds %j are asked for', (seconds, skills, isFewer) => {
    const asked = skillsAsked(rule, seconds);
    expect([asked.needs.map((need) => need.skillId), asked.isFewer]).toEqual([skills, isFewer]);
  });
});

describe('who serves a group with skills', () => {
  const now = new Date('2026-11-21T04:00:00Z');
  const waiting = (seconds: number, more: Partial<WaitingEntry> = {}) =>
    anEntry({ queuedAt: new Date(now.getTime() - seconds * 1_000), ...more });
  const settings = routingSettingsSchema.parse({
    groups: {
      aftersale: {
        requires: [{ skillId: 'jewellery', worstLevel: 2 }],
        prefers: [{ skillId: 'jade', worstLevel: 9, untilSeconds: 30 }],
      },
    },
  });
  const both = aPerson({
    skills: [
      { skillId: 'jewellery', level: 1 },
      { skillId: 'jade', level: 3 },
    ],
  });
  const required = aPerson({ skills: [{ skillId: 'jewellery', level: 2 }] });
  const tooLow = aPerson({ skills: [{ skillId: 'jewellery', level: 3 }] });

  it.each([
    ['at first only somebody with all of them', 0, [required, tooLow], undefined],
    ['whoever has all of them', 0, [required, both], both],
    ['after its time somebody without the preferred one, and says so', 30, [required, tooLow], required],
    ['never anybody without the required one, however long the wait', 3_600, [tooLow], undefined],
  ])('is %s', (_name, seconds, people, expected) => {
    const [given] = assign([waiting(seconds)], people, now, { settings });
    expect(given?.staffId).toBe(expected?.staffId);
    if (seconds === 30) expect(given?.details.stage).toBe('fewer-skills');
  });

  it('counts a call as the shop weighs it', () => {
    const weighing = routingSettingsSchema.parse({ weights: { widget: 100, 'widget/call-back': 300 } });
    const busy = aPerson({ load: 1, heldByChannel: { widget: 1 } });
    const onThePhone = aPerson({ load: 1, heldByChannel: { 'widget/call-back': 1 } });
    const served = (entry: WaitingEntry, person: RoutableStaff) =>
      assign([entry], [person], now, { settings: weighing }).length === 1;
    expect([served(waiting(0), busy), served(waiting(0, { kind: 'call-back' }), busy)]).toEqual([true, false]);
    expect(served(waiting(0), onThePhone)).toBe(false);
  });
});

describe('settings that name other things', () => {
  const known = { groups: new Set(['aftersale', 'presale']), skills: new Set(['jade']), channels: new Set(['widget']) };
  it.each([
    [{ groups: { gone: {} } }, 'groups.gone', 'unknown-group'],
    [
      { groups: { presale: { requires: [{ skillId: 'gold' }] } } },
      'groups.presale.requires.0.skillId',
      'unknown-skill',
    ],
    [
      { groups: { presale: { requires: [{ skillId: 'jade' }], prefers: [{ skillId: 'jade', untilSeconds: 9 }] } } },
      'groups.presale.prefers.0.skillId',
      'named-twice',
    ],
    [{ groups: { presale: { intake: { channels: ['fax'] } } } }, 'groups.presale.intake.channels', 'unknown-channel'],
    [{ overflow: { presale: { afterSeconds: 5, groups: ['presale'] } } }, 'overflow.presale.groups.0', 'unknown-group'],
    [{ reception: [{ mode: 'human-first', channels: ['fax'] }] }, 'reception.0.channels', 'unknown-channel'],
    [{ weights: { 'fax/call-back': 50 } }, 'weights.fax/call-back', 'unknown-channel'],
  ])('%j are refused at the field', (given, field, key) => {
    expect(faultIn(routingSettingsSchema.parse(given), known)).toEqual({ field, key });
  });

  it('lose what is taken away', () => {
    const settings = routingSettingsSchema.parse({
      groups: { presale: { requires: [{ skillId: 'jade' }] }, aftersale: {} },
      overflow: {
        presale: { afterSeconds: 5, groups: ['aftersale'] },
        aftersale: { afterSeconds: 5, groups: ['presale'] },
      },
    });
    expect(withoutSkill(settings, 'jade').groups.presale?.requires).toEqual([]);
    const without = withoutGroup(settings, 'aftersale');
    expect([Object.keys(without.groups), without.overflow]).toEqual([['presale'], {}]);
  });
});
