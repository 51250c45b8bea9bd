import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, inServingOrder } from './assign.ts';
import { aPerson, anEntry as waitingEntry } from './testing.ts';
import type { WaitingEntry } from './waiting-entry.ts';

const now = new Date('2026-11-21T04:00:00Z');

const anEntry = (given: Partial<WaitingEntry> = {}): WaitingEntry =>
  waitingEntry({ queuedAt: new Date(now.getTime() - 30_000), ...given });

describe('who is served next', () => {
  it('serves by priority, then by the longer wait', () => {
    const late = anEntry({ queuedAt: new Date(now.getTime() - 10_000) });
    const early = anEntry({ queuedAt: new Date(now.getTime() - 60_000) });
    const urgent = anEntry({ priority: 1, queuedAt: now });
    expect(inServingOrder([late, early, urgent], now)).toEqual([urgent, early, late]);
  });

  it('lets nobody starve: after half an hour the last priority goes before a fresh first one', () => {
    const old = anEntry({ priority: 9, queuedAt: new Date(now.getTime() - 30 * 60_000) });
    const fresh = anEntry({ priority: 0, queuedAt: now });
    expect(inServingOrder([fresh, old], now)[0]).toBe(old);
  });
});

describe('who serves', () => {
  it.each([
    ['away', { presence: 'away' as const }],
    ['offline', { presence: 'offline' as const }],
    ['full', { load: 3 }],
    ['an analyst', { role: 'analyst' as const }],
    ['of another group, while the wait is short', { groups: [{ groupId: 'presale', level: 1 }] }],
  ])('nobody who is %s', (_name, given) => {
    expect(assign([anEntry()], [aPerson(given)], now)).toEqual([]);
  });

  it('gives it to whoever has been idle longest', () => {
    const busy = aPerson({ lastAssignedAt: new Date(now.getTime() - 1_000) });
    const idle = aPerson({ lastAssignedAt: new Date(now.getTime() - 60_000) });
    expect(assign([anEntry()], [busy, idle], now)[0]?.staffId).toBe(idle.staffId);
  });

  it('prefers somebody who speaks the language over somebody idle for longer', () => {
    const idle = aPerson({ lastAssignedAt: new Date(0) });
    const speaking = aPerson({ languages: ['en'], lastAssignedAt: now });
    expect(assign([anEntry({ language: 'en' })], [idle, speaking], now)[0]?.staffId).toBe(speaking.staffId);
  });

  it('takes anybody free after two minutes of waiting', () => {
    const other = aPerson({ groups: [] });
    const entry = anEntry({ queuedAt: new Date(now.getTime() - 121_000) });
    expect(assign([entry], [other], now)[0]?.reason.key).toBe('overflow');
  });

  it('never goes above anybody’s capacity and never gives one conversation twice', () => {
    const person = fc.record({ capacity: fc.integer({ min: 0, max: 4 }), load: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 6 }), fc.integer({ min: 0, max: 20 }), (people, waiting) => {
        const staff = people.map((given) => aPerson(given));
        const assignments = assign(
          Array.from({ length: waiting }, () => anEntry()),
          staff,
          now,
        );
        for (const one of staff) {
          const given = assignments.filter((assignment) => assignment.staffId === one.staffId).length;
          expect(given === 0 || one.load + given <= one.capacity).toBe(true);
        }
        expect(new Set(assignments.map((assignment) => assignment.entry.entryId)).size).toBe(assignments.length);
      }),
    );
  });
});
