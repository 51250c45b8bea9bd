import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aRetailFolder } from '../../src/commerce/stores/retail/a-retail-shop.ts';
import { runCommand } from '../end-to-end/harness.ts';

let folder: string;
let dataFolder: string;
let otherFolder: string;
const customerId = 'rosa_field_1001';
const run = (args: readonly string[], data = dataFolder) => runCommand(data, args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'peakdesk-operations-'));
  dataFolder = join(folder, 'data');
  otherFolder = join(folder, 'other');
  mkdirSync(join(folder, 'shop'));
  mkdirSync(otherFolder);
  await aRetailFolder(join(folder, 'shop'));
  const imported = await run([
    'shop',
    'import',
    '--format',
    'retail-json',
    '--from',
    join(folder, 'shop'),
    '--shop',
    'small',
  ]);
  if (imported.code !== 0) throw new Error(imported.stderr);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a backup comes back in another data folder, but only with its key and only into an empty one', async () => {
  const backup = join(folder, 'backup');
  const made = await run(['backup', '--to', backup]);
  expect({ code: made.code, told: made.stderr }).toMatchObject({
    code: 0,
    told: expect.stringContaining('secret.key'),
  });

  const withoutKey = await run(['restore', '--from', backup], otherFolder);
  expect(withoutKey).toMatchObject({ code: 2, stderr: expect.stringContaining('another secret key') });
  cpSync(join(dataFolder, 'secret.key'), join(otherFolder, 'secret.key'));
  const restored = await run(['restore', '--from', backup], otherFolder);
  expect(JSON.parse(restored.stdout).shops).toEqual(JSON.parse(made.stdout).shops);
  const [here, there] = await Promise.all([
    run(['tools', 'list', '--shop', 'small']),
    run(['tools', 'list', '--shop', 'small'], otherFolder),
  ]);
  expect(there.stdout).toBe(here.stdout);

  const again = await run(['restore', '--from', backup], otherFolder);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('already holds small') });
}, 120_000);

it('the audit trail is verified, and a wrong head is wrong use', async () => {
  const verified = await run(['audit', 'verify', '--shop', 'small']);
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true });
  const wrong = await run(['audit', 'verify', '--shop', 'small', '--head', 'yesterday']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--head') });
});

it('a customer is erased only when the id is given twice, and is gone after that', async () => {
  const listed = await run(['export-person', '--shop', 'small', '--customer', 'nobody_1']);
  expect(listed).toMatchObject({ code: 1, stderr: expect.stringContaining("no customer 'nobody_1'") });
  const exported = await run(['export-person', '--shop', 'small', '--customer', customerId]);
  expect(JSON.parse(exported.stdout).shop.customer.storeCustomerId).toBe(customerId);
  const erase = (confirm: string) =>
    run(['erase', '--shop', 'small', '--customer', customerId, '--confirm', confirm, '--with-trade-records']);
  expect(await erase('other_1')).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing was erased') });
  expect(JSON.parse((await erase(customerId)).stdout).erased.store_customers).toBe(1);
  expect((await erase(customerId)).code).toBe(1);
}, 60_000);

it('a shop is made once, with its owner, and a wrong time zone, currency or language is named', async () => {
  const create = (more: readonly string[] = []) => run(['shop', 'create', '--shop', 'tea', '--name', '茶铺', ...more]);
  for (const [flag, value] of [
    ['--time-zone', 'Mars/Olympus'],
    ['--currency', 'XYZ1'],
    ['--language', 'fr'],
  ] as const)
    expect(await create([flag, value])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(flag) });
  expect(JSON.parse((await create()).stdout)).toMatchObject({ shopId: 'tea', currency: 'CNY' });
  expect(await create()).toMatchObject({ code: 1, stderr: expect.stringContaining("a shop 'tea' already") });
  const owner = await runCommand(
    dataFolder,
    ['staff', 'owner', '--shop', 'tea', '--email', 'a@tea.example', '--name', '掌柜'],
    'a long password\n',
  );
  expect(JSON.parse(owner.stdout)).toMatchObject({ email: 'a@tea.example', role: 'owner' });
}, 60_000);
