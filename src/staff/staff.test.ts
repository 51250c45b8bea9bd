import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecrets, fixedClock, readToken, type ShopId } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { appendAudit, verifyAudit } from './audit.ts';
import { changeStaff } from './change-staff.ts';
import { createFailedSignIns, lockSeconds } from './failed-sign-ins.ts';
import { acceptInvitation, inviteStaff } from './invitations.ts';
import { abilities, isAllowed, mayGrant } from './policies.ts';
import { listRoutableStaff } from './routable-staff.ts';
import { createOwner, demoPassword, seedStaff } from './seed-staff.ts';
import { findSignedIn, revokeSession, type SignedIn } from './sessions.ts';
import { type SignInOutcome, type StaffParts, signIn } from './sign-in.ts';
import { listStaff } from './staff-store.ts';
import { totpCode } from './totp.ts';
import { confirmTotp, removeTotp, startTotp } from './totp-store.ts';
import { roles } from './types.ts';

const clock = fixedClock('2026-11-21T02:00:00Z');
let test: TestDatabase;
let parts: StaffParts;
let shopId: ShopId;

beforeAll(async () => {
  test = await testDatabase();
  const secrets = createSecrets({ database: test.database, secretKey: 'a master key for tests, long enough' });
  const relay = { wake: () => {}, announce: () => {}, packs: () => false, drain: async () => {}, stop: async () => {} };
  parts = { database: test.database, clock, secrets, relay };
  shopId = await test.makeShop();
  await createOwner(test.database, {
    shopId,
    email: 'Owner@Shop.example',
    name: '店主',
    password: 'right-password',
    now: clock.now(),
  });
});
afterAll(() => test.close());

const enter = (password: string, more: { email?: string; code?: string } = {}, failed = createFailedSignIns(clock)) =>
  signIn(parts, failed, {
    shopId,
    email: 'owner@shop.example',
    password,
    address: '10.0.0.1',
    userAgent: 'test',
    ...more,
  });

async function signedIn(outcome: SignInOutcome): Promise<SignedIn> {
  const token = outcome.kind === 'signed-in' ? readToken(outcome.token) : undefined;
  const found =
    token && (await test.database.inShop(shopId, (sql) => findSignedIn(sql, { ...token, now: clock.now() })));
  if (!found) throw new Error('not signed in');
  return found;
}

describe('signing in', () => {
  it('opens a session whose token is only stored as a hash', async () => {
    const outcome = await enter('right-password');
    const who = await signedIn(outcome);
    expect(who.staff).toMatchObject({ role: 'owner', email: 'owner@shop.example' });
    const stored = await test.database.inShop(
      shopId,
      (sql) => sql`select encode(token_hash, 'hex') as hash from staff_sessions`,
    );
    expect(JSON.stringify(stored)).not.toContain(outcome.kind === 'signed-in' ? outcome.token : '?');
  });

  it('answers a wrong password, an unknown e-mail and an unknown shop alike', async () => {
    expect(await enter('wrong-password')).toEqual({ kind: 'refused' });
    expect(await enter('wrong-password', { email: 'nobody@shop.example' })).toEqual({ kind: 'refused' });
    await enter('right-password');
  });

  it('locks an account and an unknown name alike after five failures', async () => {
    for (const email of ['owner@shop.example', 'nobody@shop.example']) {
      const failed = createFailedSignIns(clock);
      for (let attempt = 0; attempt < 5; attempt += 1) await enter('wrong-password', { email }, failed);
      expect(await enter('right-password', { email }, failed)).toEqual({ kind: 'locked', retryAfterSeconds: 60 });
    }
    clock.advance(61_000);
    expect((await enter('right-password')).kind).toBe('signed-in');
  });

  it('keeps the lock with the account, also for a process that has not seen the failures', async () => {
    const failed = createFailedSignIns(clock);
    for (let attempt = 0; attempt < 5; attempt += 1) await enter('wrong-password', {}, failed);
    expect((await enter('right-password')).kind).toBe('locked');
    clock.advance(61_000);
    await enter('right-password');
  });

  it('locks an address that tries many names', () => {
    const failed = createFailedSignIns(clock);
    for (let attempt = 0; attempt < 30; attempt += 1) failed.fail(`shop/${attempt}`, '10.0.0.9');
    expect(failed.lockedSeconds('shop/another', '10.0.0.9')).toBe(300);
    expect(failed.lockedSeconds('shop/another', '10.0.0.8')).toBe(0);
  });

  it.each([
    [4, 0],
    [5, 60],
    [6, 120],
    [9, 900],
    [90, 900],
  ])('after %i failures the lock lasts %i seconds', (failures, seconds) => {
    expect(lockSeconds(failures)).toBe(seconds);
  });
});

describe('the second factor', () => {
  it('is asked for after the password, works once per code, and is removed with the password', async () => {
    const who = await signedIn(await enter('right-password'));
    const { secret } = await startTotp(parts, who, '测试店');
    expect(await confirmTotp(parts, who, '000000')).toBe(false);
    expect((await enter('right-password')).kind).toBe('signed-in');
    expect(await confirmTotp(parts, who, totpCode(secret, clock.now()))).toBe(true);
    expect(await enter('right-password')).toEqual({ kind: 'needs-code' });
    expect(await enter('wrong-password')).toEqual({ kind: 'refused' });
    expect(await enter('right-password', { code: totpCode(secret, clock.now()) })).toEqual({ kind: 'refused' });
    clock.advance(60_000);
    const code = totpCode(secret, clock.now());
    expect((await enter('right-password', { code })).kind).toBe('signed-in');
    expect(await enter('right-password', { code })).toEqual({ kind: 'refused' });
    expect(await removeTotp(parts, who, 'wrong-password')).toBe(false);
    expect(await removeTotp(parts, who, 'right-password')).toBe(true);
    expect((await enter('right-password')).kind).toBe('signed-in');
  });
});

describe('sessions', () => {
  it('end when revoked, when unused for twelve hours, and after fourteen days at the latest', async () => {
    const outcome = await enter('right-password');
    const who = await signedIn(outcome);
    await test.database.inShop(shopId, (sql) =>
      revokeSession(sql, { shopId, staffId: who.staff.staffId, sessionId: who.sessionId, now: clock.now() }),
    );
    await expect(signedIn(outcome)).rejects.toThrow();
    const second = await enter('right-password');
    for (let hours = 0; hours < 14 * 24 - 11; hours += 11) {
      await signedIn(second);
      clock.advance(11 * 3_600_000);
    }
    clock.advance(11 * 3_600_000);
    await expect(signedIn(second)).rejects.toThrow();
    const third = await enter('right-password');
    clock.advance(12 * 3_600_000 + 1);
    await expect(signedIn(third)).rejects.toThrow();
  });

  it('do not open in another shop', async () => {
    const other = await test.makeShop();
    const outcome = await enter('right-password');
    const token = outcome.kind === 'signed-in' ? readToken(outcome.token) : undefined;
    if (!token) throw new Error('no token');
    expect(
      await test.database.inShop(other, (sql) => findSignedIn(sql, { ...token, shopId: other, now: clock.now() })),
    ).toBeUndefined();
    expect(readToken(`other.${'x'.repeat(43)}`)?.tokenHash).not.toEqual(token.tokenHash);
  });
});

describe('invitations', () => {
  it('make one account, once, within seven days', async () => {
    const who = await signedIn(await enter('right-password'));
    const { token } = await inviteStaff(parts, who, { email: 'new@shop.example', role: 'agent' });
    const accept = () => acceptInvitation(parts, { shopId, token, name: '小林', password: 'a new password' });
    expect(await accept()).toMatchObject({ role: 'agent', email: 'new@shop.example' });
    await expect(accept()).rejects.toMatchObject({ kind: 'not-found' });
    const late = await inviteStaff(parts, who, { email: 'late@shop.example', role: 'agent' });
    clock.advance(7 * 86_400_000);
    await expect(
      acceptInvitation(parts, { shopId, token: late.token, name: '小周', password: 'a new password' }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('accepted at the same time make one account', async () => {
    const who = await signedIn(await enter('right-password'));
    const { token } = await inviteStaff(parts, who, { email: 'race@shop.example', role: 'agent' });
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => acceptInvitation(parts, { shopId, token, name: '小林', password: 'a new password' })),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('changing colleagues', () => {
  it('keeps the last owner and lets nobody rise above the own role', async () => {
    const who = await signedIn(await enter('right-password'));
    await expect(changeStaff(parts, who, who.staff.staffId, { role: 'agent' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    const supervisor: SignedIn = { ...who, staff: { ...who.staff, role: 'supervisor' } };
    await expect(changeStaff(parts, supervisor, who.staff.staffId, { capacity: 1 })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const everybody = await test.database.inShop(shopId, (sql) => listStaff(sql, shopId));
    const agent = everybody.find((staff) => staff.role === 'agent');
    if (!agent) throw new Error('no agent');
    await expect(changeStaff(parts, supervisor, agent.staffId, { role: 'owner' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(await changeStaff(parts, who, agent.staffId, { isDisabled: true })).toMatchObject({ isDisabled: true });
  });

  it('every role has a fixed set of abilities', () => {
    const table = Object.fromEntries(
      roles.map((role) => [role, abilities.filter((ability) => !isAllowed(role, ability))]),
    );
    expect(table.owner).toEqual([]);
    expect(table.agent).toEqual([
      'conversations.take-over',
      'approvals.decide',
      'canned-replies.write',
      'staff.manage',
      'staff.invite',
      'audit.read',
      'load.set',
      'shifts.write',
      'incidents.answer',
      'settings.read',
      'settings.write',
      'widget-secret.read',
      'knowledge.write',
      'knowledge.release',
    ]);
    expect(table.analyst).toContain('conversations.reply');
    expect(table.trainer).toContain('actions.perform');
    expect([mayGrant('supervisor', 'agent'), mayGrant('supervisor', 'supervisor'), mayGrant('agent', 'agent')]).toEqual(
      [true, false, false],
    );
  });
});

describe('the audit trail', () => {
  it('is whole after many writers at once, and shows a changed, a removed and a cut-off entry', async () => {
    const shop = await test.makeShop();
    const add = (target: string) =>
      test.database.inShop(shop, (sql) =>
        appendAudit(sql, {
          shopId: shop,
          actor: { kind: 'system' },
          action: 'settings.changed',
          target,
          details: { b: 1, a: '二' },
          now: clock.now(),
        }),
      );
    await Promise.all(['one', 'two', 'three', 'four', 'five'].map(add));
    const whole = await test.database.inShop(shop, (sql) => verifyAudit(sql, shop));
    expect(whole).toMatchObject({ ok: true, entries: 5 });
    if (!whole.ok || !whole.head) throw new Error('no head');
    const postgres = (await import('postgres')).default;
    const owner = postgres(test.owner.url, {
      max: 1,
      ...(test.owner.role ? { connection: { role: test.owner.role } } : {}),
    });
    const tamper = async (statement: string) =>
      await owner.begin(async (sql) => {
        await sql.unsafe(`select set_config('app.shop_id', '${shop}', true)`);
        await sql.unsafe(statement);
      });
    await expect(test.database.inShop(shop, (sql) => sql`update audit_events set action = 'x'`)).rejects.toThrow();
    await tamper(`delete from audit_events where audit_id = ${whole.head.auditId}`);
    expect(await test.database.inShop(shop, (sql) => verifyAudit(sql, shop))).toMatchObject({ ok: true, entries: 4 });
    expect(await test.database.inShop(shop, (sql) => verifyAudit(sql, shop, whole.head))).toMatchObject({
      ok: false,
      reason: 'end-missing',
    });
    await tamper(
      `update audit_events set target = 'other' where target = (select target from audit_events order by audit_id limit 1 offset 2)`,
    );
    expect(await test.database.inShop(shop, (sql) => verifyAudit(sql, shop))).toMatchObject({
      ok: false,
      reason: 'changed',
    });
    await owner.end();
  });
});

describe('the demo shop', () => {
  it('gets its groups and people, once, with load counted', async () => {
    const demo = await test.makeShop();
    const content: unknown = JSON.parse(
      await readFile(new URL('../../demo-shop/agents.json', import.meta.url), 'utf8'),
    );
    const added = await seedStaff(test.database, demo, content);
    expect(added).toBeGreaterThan(5);
    expect(await seedStaff(test.database, demo, content)).toBe(0);
    const staff = await test.database.inShop(demo, (sql) => listRoutableStaff(sql, demo));
    expect(staff).toHaveLength(added);
    expect(
      staff.every((person) => person.load === 0 && person.presence === 'offline' && person.groups.length > 0),
    ).toBe(true);
    const email = (await test.database.inShop(demo, (sql) => listStaff(sql, demo)))[0]?.email ?? '';
    const outcome = await signIn(parts, createFailedSignIns(clock), {
      shopId: demo,
      email,
      password: demoPassword,
      address: '::1',
      userAgent: '',
    });
    expect(outcome.kind).toBe('signed-in');
  });
});
