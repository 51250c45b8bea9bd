import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairQueue, type FairQueue } from './fair-queue.ts';

const taken = <Item>(queue: FairQueue<string, Item>, count: number) =>
  Array.from({ length: count }, () => queue.take()).flatMap((one) => (one ? [one] : []));

describe('turns between owners', () => {
  it('an owner with a thousand items slows no other down', () => {
    const queue = createFairQueue<string, number>();
    for (let index = 0; index < 1_000; index += 1) queue.add('hot', `h${index}`, index);
    for (const owner of ['a', 'b', 'c']) queue.add(owner, owner, 0);
    expect(taken(queue, 5).map((one) => one.owner)).toEqual(['hot', 'a', 'b', 'c', 'hot']);
  });

  it('dearer items come round more rarely', () => {
    const queue = createFairQueue<string, number>({ quantum: 1, costOf: (cost) => cost });
    for (let index = 0; index < 100; index += 1) {
      queue.add('dear', `d${index}`, 3);
      queue.add('cheap', `c${index}`, 1);
    }
    const first = taken(queue, 40).map((one) => one.owner);
    expect(first.filter((owner) => owner === 'cheap')).toHaveLength(30);
  });

  it('an owner that may have no more is passed over and keeps its place', () => {
    const queue = createFairQueue<string, number>();
    queue.add('full', '1', 1);
    queue.add('free', '2', 2);
    expect(queue.take((owner) => owner !== 'full')?.owner).toBe('free');
    expect(queue.take((owner) => owner !== 'full')).toBeUndefined();
    expect(queue.take()?.owner).toBe('full');
  });
});

describe('order of one owner', () => {
  it('urgent ones go first, but one in eight is another', () => {
    const queue = createFairQueue<string, string>();
    for (let index = 0; index < 20; index += 1) {
      queue.add('shop', `u${index}`, 'urgent', { isUrgent: true });
      queue.add('shop', `n${index}`, 'new');
    }
    const order = taken(queue, 16).map((one) => one.item);
    expect(order.slice(0, 8)).toEqual([...Array.from({ length: 7 }, () => 'urgent'), 'new']);
    expect(order.filter((item) => item === 'new')).toHaveLength(2);
  });

  it('an id that waits already stays where it is', () => {
    const queue = createFairQueue<string, number>();
    queue.add('shop', 'one', 1, { at: 5 });
    queue.add('shop', 'one', 2, { at: 9 });
    expect([queue.size(), queue.oldest().get('shop'), queue.take()?.item]).toEqual([1, 5, 1]);
  });
});

describe('for any work', () => {
  const work = fc.array(
    fc.record({
      owner: fc.constantFrom('a', 'b', 'c', 'd'),
      id: fc.nat(60),
      isUrgent: fc.boolean(),
      cost: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 200 },
  );

  it('everything is taken exactly once', () => {
    fc.assert(
      fc.property(work, (items) => {
        const queue = createFairQueue<string, { key: string; cost: number }>({ quantum: 2, costOf: (one) => one.cost });
        for (const { owner, id, isUrgent, cost } of items)
          queue.add(owner, String(id), { key: `${owner}/${id}`, cost }, { isUrgent });
        const wanted = new Set(items.map((one) => `${one.owner}/${one.id}`));
        const got = taken(queue, wanted.size + 5).map((one) => one.item.key);
        expect([got.length, new Set(got).size, queue.size()]).toEqual([wanted.size, wanted.size, 0]);
      }),
    );
  });

  it('while two owners both have work, neither gets more than its share and one item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 60, maxLength: 60 }), (costs) => {
        const queue = createFairQueue<string, number>({ quantum: 4, costOf: (cost) => cost });
        for (const [index, cost] of costs.entries()) {
          queue.add('one', `1/${index}`, cost);
          queue.add('other', `2/${index}`, 1);
        }
        const served = { one: 0, other: 0 };
        for (const { owner, item } of taken(queue, 40)) {
          if (owner === 'one') served.one += item;
          else served.other += item;
          expect(Math.abs(served.one - served.other)).toBeLessThanOrEqual(8);
        }
      }),
    );
  });
});
