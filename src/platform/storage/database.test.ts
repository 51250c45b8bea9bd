import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { JobId } from '../ids.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { isUniqueViolation } from './database-error.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const addJob = (shop: string) => (sql: Parameters<Parameters<TestDatabase['database']['inShop']>[1]>[0]) =>
  sql`insert into jobs (shop_id, job_id, name, payload, run_at) values (${shop}, ${JobId.make()}, 'x', '{}', now())`;

describe('a transaction of one shop', () => {
  test('sees its own rows only', async () => {
    const [one, other] = [await db.makeShop(), await db.makeShop()];
    await db.database.inShop(one, addJob(one));
    const count = (shop: typeof one) =>
      db.database.inShop(shop, (sql) => sql<{ n: number }[]>`select count(*) as n from jobs`);
    expect((await count(one))[0]?.n).toBe(1);
    expect((await count(other))[0]?.n).toBe(0);
  });

  test('cannot write, change or delete rows of another shop', async () => {
    const [one, other] = [await db.makeShop(), await db.makeShop()];
    await db.database.inShop(one, addJob(one));
    await expect(db.database.inShop(other, addJob(one))).rejects.toThrow('row-level security');
    const changed = await db.database.inShop(other, (sql) => sql`update jobs set name = 'y'`);
    const deleted = await db.database.inShop(other, (sql) => sql`delete from jobs`);
    const moved = db.database.inShop(one, (sql) => sql`update jobs set shop_id = ${other}`);
    expect([changed.count, deleted.count]).toEqual([0, 0]);
    await expect(moved).rejects.toThrow('row-level security');
  });

  test('leaves nothing of its shop on the connection', async () => {
    const shop = await db.makeShop();
    await db.database.inShop(shop, addJob(shop));
    const [row] = await db.database.asScheduler(
      (sql) => sql`select current_setting('app.shop_id', true) as shop, current_user as who`,
    );
    expect(row?.shop ?? '').toBe('');
    expect(row?.who).toBe('peakdesk_app');
  });

  test('the scheduler sees which shop has work but no customers and changes nothing', async () => {
    const shop = await db.makeShop();
    await db.database.inShop(shop, addJob(shop));
    const seen = await db.database.asScheduler((sql) => sql<{ shop: string }[]>`select shop_id as shop from jobs`);
    expect(seen.map((row) => row.shop)).toContain(shop);
    expect(await db.database.asScheduler((sql) => sql`select 1 from customers`)).toHaveLength(0);
    expect((await db.database.asScheduler((sql) => sql`update jobs set name = 'y'`)).count).toBe(0);
  });

  test('a rehearsal gives its result and leaves no row', async () => {
    const shop = await db.makeShop();
    const inside = await db.database.rehearseInShop(shop, async (sql) => {
      await addJob(shop)(sql);
      return sql`select 1 from jobs`;
    });
    expect(inside).toHaveLength(1);
    expect(await db.database.inShop(shop, (sql) => sql`select 1 from jobs`)).toHaveLength(0);
  });

  test('an error of the work rolls back and comes out as it was', async () => {
    const shop = await db.makeShop();
    const refused = new AppError('conflict', 'no');
    const work = db.database.inShop(shop, async (sql) => {
      await addJob(shop)(sql);
      throw refused;
    });
    await expect(work).rejects.toBe(refused);
    expect(await db.database.inShop(shop, (sql) => sql`select 1 from jobs`)).toHaveLength(0);
  });
});

describe('values', () => {
  test('bigint is a number, a day is a text, json comes back as it went', async () => {
    const shop = await db.makeShop();
    const value = { text: '退款', list: [1, null] };
    const [row] = await db.database.inShop(
      shop,
      (sql) =>
        sql`select 9007199254740991::bigint as big, '2026-11-11'::date as day, ${sql.json(value)}::jsonb as json`,
    );
    expect(row).toEqual({ big: 9007199254740991, day: '2026-11-11', json: value });
  });

  test('a bigint that a number cannot hold is an error, not a wrong number', async () => {
    const shop = await db.makeShop();
    await expect(db.database.inShop(shop, (sql) => sql`select 9007199254740993::bigint`)).rejects.toThrow('beyond');
  });

  test('a broken unique index can be told by its name', async () => {
    const shop = await db.makeShop();
    const error = await db.database
      .inShop(shop, (sql) => sql`insert into shops (shop_id, name, platform) values (${shop}, '{}', 'test')`)
      .catch((thrown: unknown) => thrown);
    expect([
      isUniqueViolation(error),
      isUniqueViolation(error, 'shops_pkey'),
      isUniqueViolation(error, 'other'),
    ]).toEqual([true, true, false]);
  });
});

test('the application role owns nothing and every table of a shop forces row-level security', async () => {
  const owned = await db.database.asScheduler(
    (sql) => sql`select relname from pg_class where pg_get_userbyid(relowner) = 'peakdesk_app'`,
  );
  const open = await db.database.asScheduler(
    (sql) => sql`
      select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not (relrowsecurity and relforcerowsecurity)`,
  );
  expect([owned, open].map((rows) => [...rows])).toEqual([[], []]);
});

test('after the server ended a session the pool works again by itself', async () => {
  await db.database.ping();
  const shop = await db.makeShop();
  const broken = db.database.inShop(shop, async (sql) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`;
  });
  await expect(broken).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(db.database.ping()).resolves.toBeUndefined();
});

test('a statement that comes after its transaction ended is refused, never run on a connection of others', async () => {
  const shop = await db.makeShop();
  const late: (() => Promise<unknown>)[] = [];
  await db.database.inShop(shop, async (sql) => {
    late.push(async () => sql`select 1`);
    await sql`select 1`;
  });
  await expect(late[0]?.()).rejects.toThrow('has ended');
});

test('a transaction that says it has asked everything is committed whole, or not at all', async () => {
  const shop = await db.makeShop();
  const count = async () =>
    (await db.database.inShop(shop, (sql) => sql<{ n: number }[]>`select count(*) as n from jobs`))[0]?.n;
  const finished = (...work: ReturnType<typeof addJob>[]) =>
    db.database.inShop(shop, async (sql) => {
      const flight = Promise.all(work.map((one) => one(sql)));
      sql.finish();
      await flight;
    });
  await Promise.all(Array.from({ length: 60 }, () => finished(addJob(shop), addJob(shop))));
  expect(await count()).toBe(120);
  await expect(finished(addJob(shop), addJob('other'), addJob(shop))).rejects.toThrow('row-level security');
  expect(await count()).toBe(120);
  const late = db.database.inShop(shop, async (sql) => {
    sql.finish();
    await addJob(shop)(sql);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await addJob(shop)(sql);
  });
  await expect(late).rejects.toThrow('TRANSACTION_ENDED');
  await db.database.rehearseInShop(shop, async (sql) => {
    const added = addJob(shop)(sql).execute();
    sql.finish();
    await added;
  });
  expect(await count()).toBe(121);
});

test('a transaction whose connection was lost ends at once, also when its work goes on', async () => {
  const shop = await db.makeShop();
  const seen: unknown[] = [];
  const broken = db.database.inShop(shop, async (sql) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.catch((error: unknown) => seen.push(error));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await sql`select 1`.catch((error: unknown) => seen.push(error));
    return 'done';
  });
  await expect(broken).rejects.toMatchObject({ kind: 'unavailable' });
  await Promise.all(Array.from({ length: 20 }, () => db.database.ping()));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(seen).toHaveLength(2);
});

test('a test database goes also while a connection of the application is just closing', async () => {
  const one = await testDatabase();
  const sql = postgres(one.app.url, { max: 1, onnotice: () => {} });
  await sql`select 1`;
  const closing = new Promise((done) => setTimeout(done, 300)).then(() => sql.end());
  await one.close();
  await closing;
});
