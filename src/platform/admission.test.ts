import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Admission, type AdmissionKind, type Admitted, createAdmission } from './admission.ts';
import { createLatencyLimit, type LatencyLimit } from './latency-limit.ts';

const fixed = (most: number): LatencyLimit => ({ current: () => most, answered: () => {}, overloaded: () => {} });

function gate(most: number, clock = { at: 0 }) {
  return { clock, admission: createAdmission({ limit: fixed(most), now: () => clock.at, random: () => 0.5 }) };
}

function fill(admission: Admission, owner: string, count: number, kind: AdmissionKind = 'running'): Admitted[] {
  return Array.from({ length: count }, () => admission.enter(owner, kind)).filter((one) => one.isIn);
}

describe('who is let in', () => {
  it('as many as the limit, and again when somebody leaves', () => {
    const { admission } = gate(10);
    const inside = fill(admission, 'shop', 30);
    expect(inside).toHaveLength(10);
    for (const one of inside.slice(0, 3)) if (one.isIn) one.leave(true);
    expect(fill(admission, 'shop', 30)).toHaveLength(3);
  });

  it('new ones leave a fifth to conversations that run, and these the last places to those who were told to come now', () => {
    const { admission } = gate(100);
    expect(fill(admission, 'shop', 200, 'new')).toHaveLength(80);
    expect(fill(admission, 'shop', 200, 'running')).toHaveLength(15);
    expect(fill(admission, 'shop', 200, 'returning')).toHaveLength(5);
  });

  it('a shop with nine tenths of all requests slows no other down', () => {
    const { admission, clock } = gate(100);
    const refused = { hot: 0, calm: 0 };
    const inside: { leaves: number; one: Admitted }[] = [];
    for (let tick = 0; tick < 2_000; tick += 1) {
      clock.at = tick;
      for (const { one } of inside.filter((held) => held.leaves === tick)) if (one.isIn) one.leave(true);
      for (const owner of [...Array.from({ length: 18 }, () => 'hot' as const), 'calm' as const, 'calm' as const]) {
        const one = admission.enter(owner, 'running');
        if (one.isIn) inside.push({ leaves: tick + 20, one });
        else refused[owner] += 1;
      }
    }
    expect(refused.calm).toBe(0);
    expect(refused.hot).toBeGreaterThan(1_000);
  });

  it('whoever is turned away hears when the turn comes at most of the pace of now, one after the other', () => {
    const { admission, clock } = gate(100);
    clock.at = 1_000;
    for (const one of fill(admission, 'shop', 100, 'returning')) if (one.isIn) one.leave(true);
    fill(admission, 'shop', 100, 'returning');
    const waits = Array.from({ length: 50 }, () => admission.enter('shop', 'running')).map((one) =>
      one.isIn ? 0 : one.retryAfterMs,
    );
    expect(waits.slice(0, 3)).toEqual([500, 514, 529]);
    expect(waits.at(-1)).toBe(1_200);
    expect(admission.isCrowded()).toBe(true);
    clock.at = 3_000;
    expect(admission.isCrowded()).toBe(false);
  });

  it('is crowded as well while those inside wait long', () => {
    const clock = { at: 0 };
    const admission = createAdmission({ limit: fixed(100), slowMilliseconds: 150, now: () => clock.at });
    const serve = (milliseconds: number) => {
      const one = admission.enter('shop', 'running');
      clock.at += milliseconds;
      if (one.isIn) one.leave(true);
    };
    serve(140);
    expect(admission.isCrowded()).toBe(false);
    serve(400);
    expect(admission.isCrowded()).toBe(true);
    serve(100);
    expect(admission.isCrowded()).toBe(false);
  });

  it('further away than can be foreseen, the moment is only spread', () => {
    const { admission } = gate(1);
    fill(admission, 'shop', 1);
    const waits = Array.from({ length: 2_000 }, () => admission.enter('shop', 'running')).map((one) =>
      one.isIn ? 0 : one.retryAfterMs,
    );
    expect(waits.every((wait) => wait >= 500 && wait <= 20_000)).toBe(true);
    expect(waits.at(-1)).toBe(15_000);
  });

  it('the part that was turned away is forgotten after some seconds', () => {
    const { admission, clock } = gate(10);
    fill(admission, 'shop', 20);
    expect(admission.refused('shop')).toBe(0.5);
    clock.at = 6_000;
    expect([admission.refused('shop'), admission.refused('nobody')]).toEqual([0, 0]);
  });
});

describe('for any coming and going', () => {
  it('never more than twice the limit are inside, and all places come back', () => {
    const steps = fc.array(
      fc.record({ owner: fc.constantFrom('a', 'b', 'c'), isNew: fc.boolean(), leaves: fc.boolean() }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 30 }), (given, most) => {
        const { admission } = gate(most);
        const inside: Admitted[] = [];
        for (const { owner, isNew, leaves } of given) {
          const one = leaves ? inside.shift() : admission.enter(owner, isNew ? 'new' : 'running');
          if (leaves && one?.isIn) one.leave(true);
          if (!leaves && one?.isIn) inside.push(one);
          expect(admission.state().inside).toBeLessThanOrEqual(2 * most + 3);
        }
        for (const one of inside) if (one.isIn) one.leave(true);
        expect(admission.state().inside).toBe(0);
      }),
    );
  });
});

describe('with a server that slows down when it is crowded', () => {
  it('the limit settles where answers are still quick, and finds back afterwards', () => {
    const clock = { at: 0 };
    const limit = createLatencyLimit({ most: 2_000, least: 4, first: 100, tolerance: 2, quick: 10 });
    const admission = createAdmission({ limit, now: () => clock.at, random: () => 0.5 });
    /** 4 at a time in 10 ms each: 400 a second; what is inside waits for its turn. */
    const play = (milliseconds: number, perMillisecond: number) => {
      const line: { one: Admitted; at: number }[] = [];
      const times: number[] = [];
      let due = 0;
      for (let step = 0; step < milliseconds; step += 1) {
        clock.at += 1;
        for (due += perMillisecond; due >= 1; due -= 1) {
          const one = admission.enter('shop', 'running');
          if (one.isIn) line.push({ one, at: clock.at });
        }
        if (step % 10 === 0)
          for (const { one, at } of line.splice(0, 4)) {
            times.push(clock.at - at);
            if (one.isIn) one.leave(true);
          }
      }
      for (const { one } of line) if (one.isIn) one.leave(false);
      return times.slice(Math.floor(times.length / 2));
    };
    const calm = play(5_000, 0.2);
    const crowded = play(20_000, 2);
    expect(Math.max(...crowded)).toBeLessThan(200);
    expect(crowded.length).toBeGreaterThan(0.9 * 10_000 * 0.4);
    expect(play(5_000, 0.2).length).toBeGreaterThanOrEqual(calm.length * 0.95);
  });
});
