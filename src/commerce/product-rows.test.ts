import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf } from './product-rows.ts';

test('changes of rows are what differs, whatever came, went and changed', () => {
  const state = fc.dictionary(fc.constantFrom(...'abcdefgh'), fc.bigInt({ min: 0n, max: 2n }), { maxKeys: 8 });
  const rowsOf = (rows: Record<string, bigint>) => {
    const ids = Object.keys(rows).toSorted();
    return { ids, prints: BigInt64Array.from(ids, (id) => rows[id] ?? -1n) };
  };
  fc.assert(
    fc.property(state, state, (before, now) => {
      const packed = rowsOf(before);
      const { changed, removed, added } = changesOf(packed, rowsOf(now));
      const ids = (numbers: readonly number[]) => numbers.map((number) => packed.ids[number]).toSorted();
      const all = packed.ids;
      expect(ids(changed)).toEqual(all.filter((id) => id in now && now[id] !== before[id]));
      expect(ids(removed)).toEqual(all.filter((id) => !(id in now)));
      expect(added.toSorted()).toEqual(
        Object.keys(now)
          .filter((id) => !(id in before))
          .toSorted(),
      );
    }),
  );
});
