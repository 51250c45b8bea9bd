import { describe, expect, it } from 'vitest';
import { makeUuid } from './make-uuid.ts';

describe('ids', () => {
  it('are UUIDv7, all different, and sort in the order in which they were made', () => {
    const ids = Array.from({ length: 20_000 }, makeUuid);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });

  it('tell when they were made', () => {
    const before = Date.now();
    const at = Number.parseInt(makeUuid().replaceAll('-', '').slice(0, 12), 16);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now() + 1);
  });
});
