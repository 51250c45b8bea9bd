import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

const secretKey = 'a master key of more than 32 characters';
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test('what was sealed opens again, and no two seals are alike', async () => {
  const secrets = await createSecrets({ database: db.database, secretKey }).forShop(await db.makeShop());
  const [one, two] = [
    secrets.seal('customers/phone/1', '138 0013 8000'),
    secrets.seal('customers/phone/1', '138 0013 8000'),
  ];
  expect([secrets.open('customers/phone/1', one), secrets.open('customers/phone/1', two)]).toEqual([
    '138 0013 8000',
    '138 0013 8000',
  ]);
  expect(one.equals(two)).toBe(false);
  expect(one.includes('138')).toBe(false);
});

test('bytes moved to another row, column or shop, or changed, do not open', async () => {
  const secrets = createSecrets({ database: db.database, secretKey });
  const mine = await secrets.forShop(await db.makeShop());
  const other = await secrets.forShop(await db.makeShop());
  const sealed = mine.seal('customers/phone/1', '13800138000');
  const changed = Buffer.from(sealed);
  changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
  expect(() => mine.open('customers/phone/2', sealed)).toThrow('does not open');
  expect(() => mine.open('customers/email/1', sealed)).toThrow('does not open');
  expect(() => other.open('customers/phone/1', sealed)).toThrow('does not open');
  expect(() => mine.open('customers/phone/1', changed)).toThrow('does not open');
  expect(() => mine.open('customers/phone/1', Buffer.from('plain'))).toThrow('not a sealed value');
});

test('a hash finds the same text of the same shop and column only', async () => {
  const secrets = createSecrets({ database: db.database, secretKey });
  const mine = await secrets.forShop(await db.makeShop());
  const other = await secrets.forShop(await db.makeShop());
  const hash = mine.keyedHash('customers/phone', '13800138000');
  expect(mine.keyedHash('customers/phone', '13800138000').equals(hash)).toBe(true);
  expect(mine.keyedHash('customers/email', '13800138000').equals(hash)).toBe(false);
  expect(other.keyedHash('customers/phone', '13800138000').equals(hash)).toBe(false);
});

test('processes that make the first key at the same time agree on one', async () => {
  const shop = await db.makeShop();
  const all = await Promise.all(
    Array.from({ length: 4 }, () => createSecrets({ database: db.database, secretKey }).forShop(shop)),
  );
  const sealed = all.map((one) => one.seal('a/b/1', 'x'));
  expect(all.flatMap((one) => sealed.map((bytes) => one.open('a/b/1', bytes)))).toEqual(Array(16).fill('x'));
});

test('after rotation old values open, new ones use the new key, hashes stay', async () => {
  const shop = await db.makeShop();
  const secrets = createSecrets({ database: db.database, secretKey });
  const before = await secrets.forShop(shop);
  const old = before.seal('a/b/1', 'old');
  await secrets.rotate(shop);
  const after = await secrets.forShop(shop);
  const fresh = after.seal('a/b/1', 'new');
  expect([after.open('a/b/1', old), after.open('a/b/1', fresh)]).toEqual(['old', 'new']);
  expect([old.readUInt32BE(1), fresh.readUInt32BE(1)]).toEqual([1, 2]);
  expect(after.keyedHash('a/b', 'x').equals(before.keyedHash('a/b', 'x'))).toBe(true);
});

test('another master key is refused by name; after rewrapping it is the only one', async () => {
  const shop = await db.makeShop();
  const secrets = createSecrets({ database: db.database, secretKey });
  const sealed = (await secrets.forShop(shop)).seal('a/b/1', 'x');
  const next = createSecrets({ database: db.database, secretKey: `${secretKey} new` });
  await expect(next.forShop(shop)).rejects.toMatchObject({ kind: 'invalid', field: 'PEAKDESK_SECRET_KEY' });
  await secrets.rewrap(shop, `${secretKey} new`);
  expect((await next.forShop(shop)).open('a/b/1', sealed)).toBe('x');
});

test('without its keys a shop is unreadable', async () => {
  const shop = await db.makeShop();
  const secrets = createSecrets({ database: db.database, secretKey });
  const sealed = (await secrets.forShop(shop)).seal('a/b/1', 'x');
  await db.database.inShop(shop, (sql) => sql`delete from shop_keys`);
  secrets.forget(shop);
  const again = await secrets.forShop(shop);
  expect(() => again.open('a/b/1', sealed)).toThrow('does not open');
});
