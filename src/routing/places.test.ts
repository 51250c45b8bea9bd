import { describe, expect, it } from 'vitest';
import type { RoutableStaff } from '../staff/index.ts';
import { placesOf } from './places.ts';
import type { QueueEntry } from './queue-store.ts';
import { type RoutingSettings, routingSettingsSchema } from './routing-settings.ts';
import { anEntry, aPerson as somebody } from './testing.ts';

const now = new Date('2026-11-11T04:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const aPerson = (given: Partial<RoutableStaff> = {}) => somebody({ capacity: 4, load: 4, ...given });
const aWait = (given: Partial<QueueEntry> = {}): QueueEntry => ({
  ...anEntry({ queuedAt: now }),
  reason: 'asked',
  summary: {},
  status: 'waiting',
  ...given,
});
const rules = (given: object): RoutingSettings => routingSettingsSchema.parse({ anybodySeconds: null, ...given });
const usual = rules({});

/** What the last of those who wait is told. */
const lastIsTold = (entries: readonly QueueEntry[], staff: readonly RoutableStaff[], settings = usual) =>
  placesOf(entries, staff, { service: new Map(), told: new Map(), now, settings }).at(-1)?.wait;

const three = [aWait(), aWait(), aWait()];
const [full, free] = [aPerson(), aPerson({ load: 0 })];
const jade = { skills: [{ skillId: 'jade', level: 1 }] };
const asksForJade = rules({ groups: { aftersale: { requires: [{ skillId: 'jade', worstLevel: 9 }] } } });

describe('the wait of somebody', () => {
  it.each<[string, RoutableStaff[], RoutableStaff[], RoutingSettings?]>([
    ['counts only who has the skills', [{ ...full, ...jade }], [{ ...full, ...jade }, full, full], asksForJade],
    ['counts only who serves the channel', [full], [full, aPerson({ channels: ['weixin'] })]],
    ['counts nobody who only looks', [full], [full, aPerson({ role: 'analyst' })]],
    ['counts nobody who is away', [full], [full, aPerson({ presence: 'away', load: 0 })]],
    [
      'counts nobody whose shift is over',
      [full],
      [full, aPerson({ load: 0, shifts: [{ startsAt: at(-60), endsAt: now }] })],
    ],
  ])('%s', (_name, staff, withOthers, settings) => {
    expect(lastIsTold(three, withOthers, settings)).toEqual(lastIsTold(three, staff, settings));
  });

  it('is not promised where nobody has the skill', () => {
    expect(lastIsTold(three, [free], asksForJade)).toBeUndefined();
  });

  it('is longer where conversations weigh double, and room for one is none for two', () => {
    const heavy = rules({ weights: { widget: 200 } });
    const person = aPerson({ load: 2, heldByChannel: { widget: 2 } });
    expect(lastIsTold([aWait()], [person])).toEqual({ p50: 0, p90: 30 });
    const [light, double] = [lastIsTold(three, [full]), lastIsTold(three, [full], heavy)];
    expect(light && double && double.p50 > light.p50).toBe(true);
    expect(lastIsTold([aWait()], [person], heavy)?.p50).toBeGreaterThan(0);
  });

  it('weighs a call as the shop says', () => {
    const calls = rules({ weights: { 'widget/call-back': 400 } });
    const person = aPerson({ load: 1, heldByChannel: { widget: 1 } });
    expect(lastIsTold([aWait()], [person], calls)?.p50).toBe(0);
    expect(lastIsTold([aWait({ kind: 'call-back' })], [person], calls)?.p50).toBeGreaterThan(0);
  });

  it('ends with the shift: what will not be done before is not promised, unless others come', () => {
    const leaving = aPerson({ shifts: [{ startsAt: at(-60), endsAt: at(3) }] });
    const coming = aPerson({
      presence: 'offline',
      load: 0,
      isOffShift: true,
      shifts: [{ startsAt: at(10), endsAt: at(300) }],
    });
    expect(lastIsTold(three, [leaving])).toBeUndefined();
    expect(lastIsTold(three, [leaving, coming])).toEqual({ p50: 600, p90: 600 });
    expect(lastIsTold(three.slice(1), [leaving, coming])).toEqual({ p50: 150, p90: 600 });
    expect(lastIsTold(three, [coming])).toEqual({ p50: 600, p90: 600 });
  });

  it('begins when the pause after a conversation is over', () => {
    expect(lastIsTold([aWait()], [aPerson({ load: 3, wrapUpUntil: at(1) })])).toEqual({ p50: 60, p90: 60 });
  });

  it('counts who waits in another group only as far as both are served by the same people', () => {
    const presale = aPerson({ groups: [{ groupId: 'presale', level: 1 }] });
    const both = aPerson({ groups: [...full.groups, ...presale.groups] });
    const others = [1, 2, 3].map((minute) => aWait({ groupId: 'presale', queuedAt: at(-minute) }));
    const alone = lastIsTold([aWait()], [full, presale]);
    expect(lastIsTold([...others, aWait()], [full, presale])).toEqual(alone);
    const shared = lastIsTold([...others, aWait()], [both, presale]);
    const allBefore = lastIsTold([...others, aWait()], [both]);
    expect(alone && shared && allBefore && alone.p50 < shared.p50 && shared.p50 < allBefore.p50).toBe(true);
  });

  it('counts on who may help later', () => {
    const helper = aPerson({ groups: [{ groupId: 'presale', level: 1 }], load: 0 });
    const overflow = rules({ overflow: { aftersale: { afterSeconds: 60, groups: ['presale'] } } });
    expect(lastIsTold([aWait()], [helper])).toBeUndefined();
    expect(lastIsTold([aWait()], [helper], overflow)).toEqual({ p50: 60, p90: 60 });
  });

  it('is what experience makes of it, and what was told before is kept', () => {
    const factors = new Map([['aftersale', { p50: 2, p90: 3 }]]);
    const context = { service: new Map(), told: new Map(), now, settings: usual };
    const [plain] = placesOf([aWait()], [full], context);
    const [learned] = placesOf([aWait()], [full], { ...context, factors });
    expect([learned?.wait?.p50, learned?.expected]).toEqual([120, plain?.expected]);
    expect(plain?.wait?.p50).toBe(60);
    const [again] = placesOf([aWait({ toldPosition: 1, toldWaitSeconds: 30, toldWaitP90: 60 })], [full], context);
    expect(again?.wait).toEqual({ p50: 30, p90: 60 });
  });
});
