import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../src/webhooks/testing.ts';
import { runCommand } from '../end-to-end/harness.ts';

let dataFolder: string;
let receiver: Receiver;

const run = async (...args: string[]) => {
  const done = await runCommand(dataFolder, ['webhook', ...args, '--shop', 'tea'], '');
  const lines = done.stdout.split('\n').filter(Boolean);
  return { ...done, lines: lines.map((line): Record<string, unknown> => JSON.parse(line)) };
};

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'peakdesk-webhook-'));
  receiver = await startReceiver();
  const made = await runCommand(dataFolder, ['shop', 'create', '--shop', 'tea', '--name', '茶铺'], '');
  if (made.code !== 0) throw new Error(made.stderr);
});
afterAll(async () => {
  await receiver.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

// A dozen commands, each of which starts a database.
it('an endpoint is added, tested, looked at, given a new secret, turned off and removed', async () => {
  const [added] = (await run('add', '--url', receiver.url, '--private', '--events', 'order.changed')).lines;
  const id = String(added?.endpointId);
  expect(added?.secret).toMatch(/^whsec_/);
  expect((await run('list')).lines).toMatchObject([{ endpointId: id, types: ['order.changed'], isOn: true }]);

  expect(await run('test', '--endpoint', id)).toMatchObject({ code: 0, lines: [{ state: 'delivered', status: 204 }] });
  receiver.answer = (response) => void response.writeHead(500).end('down');
  expect(await run('test', '--endpoint', id)).toMatchObject({ code: 1, lines: [{ state: 'failed', answer: 'down' }] });
  expect((await run('deliveries', '--endpoint', id, '--state', 'failed')).lines).toHaveLength(1);

  const [rotated] = (await run('rotate', '--endpoint', id)).lines;
  expect(rotated?.secret).not.toBe(added?.secret);
  expect((await run('off', '--endpoint', id)).code).toBe(0);
  expect(await run('resend', '--endpoint', id)).toMatchObject({ code: 1, stdout: '' });
  expect((await run('remove', '--endpoint', id)).code).toBe(0);
  expect((await run('list')).lines).toEqual([]);
}, 240_000);

it.each([
  ['an address without TLS', ['add', '--url', 'http://shop.example/'], '--url'],
  ['an event that there is not', ['add', '--url', 'https://shop.example/', '--events', 'order.eaten'], '--events'],
  ['an id that is none', ['test', '--endpoint', 'first'], '--endpoint'],
  [
    'a state that there is not',
    ['deliveries', '--endpoint', '0198c0de-0000-7000-8000-000000000001', '--state', 'lost'],
    '--state',
  ],
])('%s ends with status 2 and names the option', async (_, args, option) => {
  const done = await run(...args);
  expect({ code: done.code, stdout: done.stdout }).toEqual({ code: 2, stdout: '' });
  expect(done.stderr).toContain(option);
});
