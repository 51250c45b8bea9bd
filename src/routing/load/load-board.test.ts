import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBus, type EventBus, type ShopEvent, type ShopId, silentLog, systemClock } from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import { listAudit } from '../../staff/index.ts';
import { createLoadBoard, type LoadBoard } from './load-board.ts';
import { listChanges } from './load-store.ts';

let test: TestDatabase;
const boards: LoadBoard[] = [];
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(async () => {
  for (const board of boards) board.stop();
  await test.close();
});

/** Processes whose announcements reach each other, as over the broker. */
function nodes(count: number) {
  const buses: EventBus[] = Array.from({ length: count }, () => createBus(silentLog()));
  const announce = (event: ShopEvent) => {
    for (const bus of buses) bus.publish({ ...event, outboxId: undefined, at: new Date() });
  };
  return buses.map((bus, index) => {
    const told: string[] = [];
    bus.subscribe(['load.changed'], ({ payload }) => void told.push(payload.level));
    const parts = { database: test.database, bus, relay: { announce }, clock: systemClock, log: silentLog() };
    const board = createLoadBoard({ ...parts, node: `node-${index}` });
    boards.push(board);
    return { board, told };
  });
}

const recorded = async (shopId: ShopId, count: number) => {
  for (let tries = 0; tries < 200; tries += 1) {
    const changes = await test.database.inShop(shopId, (sql) => listChanges(sql, shopId, 20));
    if (changes.length >= count) return changes;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the changes were not recorded');
};

describe('the level of a shop', () => {
  it('is the highest that any process has measured, for all of them', async () => {
    const shopId = await test.makeShop();
    const [one, other] = nodes(2);
    one?.board.report(shopId, 'busy', { signal: 'database', value: 120, limit: 100 });
    other?.board.report(shopId, 'surge', { signal: 'turn-age', value: 5_000, limit: 4_000 });
    expect([one?.board.level(shopId), other?.board.level(shopId)]).toEqual(['surge', 'surge']);
    other?.board.report(shopId, 'normal', { signal: 'calm' });
    expect([one?.board.level(shopId), other?.board.level(shopId)]).toEqual(['busy', 'busy']);
    expect(one?.told).toEqual(['busy', 'surge', 'busy']);
    expect(other?.told).toEqual(one?.told);
  });

  it('is recorded once with its reason, whatever the number of processes, and stands in the trail', async () => {
    const shopId = await test.makeShop();
    const [one] = nodes(3);
    one?.board.report(shopId, 'surge', { signal: 'turn-age', value: 4_200, limit: 4_000 });
    const [change] = await recorded(shopId, 1);
    expect(change).toMatchObject({
      level: 'surge',
      previousLevel: 'normal',
      signal: 'turn-age',
      value: 4_200,
      limit: 4_000,
    });
    one?.board.report(shopId, 'busy', { signal: 'calm' });
    expect(await recorded(shopId, 2)).toHaveLength(2);
    const trail = await test.database.inShop(shopId, (sql) => listAudit(sql, shopId, { limit: 10 }));
    expect(trail.map((entry) => [entry.action, entry.details.level])).toEqual([
      ['load.changed', 'busy'],
      ['load.changed', 'surge'],
    ]);
  });

  it('that is pinned holds whatever is measured, in every process and in those that begin later', async () => {
    const shopId = await test.makeShop();
    const [one, other] = nodes(2);
    await one?.board.pin(shopId, 'overload', 'staff-1');
    other?.board.report(shopId, 'busy', { signal: 'database', value: 120, limit: 100 });
    expect([one?.board.level(shopId), other?.board.level(shopId)]).toEqual(['overload', 'overload']);
    expect(other?.board.view(shopId)).toEqual({
      level: 'overload',
      measured: 'busy',
      pinned: { level: 'overload', staffId: 'staff-1' },
    });
    const [late] = nodes(1);
    await late?.board.start();
    expect(late?.board.level(shopId)).toBe('overload');
    await one?.board.pin(shopId, null, 'staff-1');
    expect(other?.board.level(shopId)).toBe('busy');
    await late?.board.pin(shopId, null, 'staff-1');
    expect(late?.board.level(shopId)).toBe('normal');
  });

  it('of one shop says nothing about another', async () => {
    const [shopId, quiet] = [await test.makeShop(), await test.makeShop()];
    const [one] = nodes(1);
    one?.board.report(shopId, 'surge', { signal: 'model-down', value: 1, limit: 1 });
    expect(one?.board.level(quiet)).toBe('normal');
  });
});
