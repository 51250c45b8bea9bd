import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, runCommand, startServer, withoutOwnSettings } from './harness.ts';

const root = join(import.meta.dirname, '../..');
let dataFolder: string;
let server: RunningServer;

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'peakdesk-faults-'));
  server = await startServer({ dataFolder });
});
afterAll(async () => {
  await server.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

type Window = { token: string };

async function openWindow(): Promise<Window> {
  const response = await fetch(`${server.url}/api/v1/widget/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ shopId: 'demo', language: 'zh-CN' }),
  });
  const body: unknown = await response.json();
  if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string')
    return { token: body.token };
  throw new Error(`no session: ${JSON.stringify(body)}`);
}

async function send(
  window: Window,
  text: string,
  clientId: string = randomUUID(),
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}/api/v1/widget/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${window.token}` },
    body: JSON.stringify({ clientId, content: [{ kind: 'text', text }] }),
  });
  return { status: response.status, body: await response.json() };
}

async function textsOf(window: Window): Promise<string[]> {
  const response = await fetch(`${server.url}/api/v1/widget/messages?after=0&wait=0`, {
    headers: { authorization: `Bearer ${window.token}` },
  });
  return [JSON.stringify(await response.json())];
}

async function until(check: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    if (await check().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen in time');
}

describe('a database that goes away', () => {
  it('and comes back: windows get a plain problem meanwhile, what was acknowledged is there, nothing twice', async () => {
    const window = await openWindow();
    const kept = await send(window, '第一句');
    expect(kept.status).toBe(200);
    process.kill(
      Number(readFileSync(join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]),
      'SIGKILL',
    );
    const clientId = randomUUID();
    const during = await send(window, '第二句', clientId);
    if (during.status !== 200) {
      expect(during.status).toBe(503);
      expect(JSON.stringify(during.body)).not.toMatch(/at \w+ \(|postgres|ECONN/i);
    }
    await until(async () => (await send(window, '第二句', clientId)).status === 200, 30_000);
    const [thread = ''] = await textsOf(window);
    expect(thread.split('第一句').length - 1).toBe(1);
    expect(thread.split('第二句').length - 1).toBe(1);
  });
});

describe('a server that is killed', () => {
  it('starts again on the same folder with everything that was acknowledged', async () => {
    const window = await openWindow();
    expect((await send(window, '断电之前')).status).toBe(200);
    await server.kill();
    server = await startServer({ dataFolder });
    const [thread = ''] = await textsOf(window);
    expect(thread).toContain('断电之前');
  });

  it('a second start on the same folder and port says so instead of harming the first', async () => {
    const port = new URL(server.url).port;
    process.env.PEAKDESK_PORT = port;
    const second = await runCommand(dataFolder, ['start']);
    delete process.env.PEAKDESK_PORT;
    expect(second.code).not.toBe(0);
    expect(second.stderr).toContain(port);
    expect(second.stderr).not.toMatch(/\n\s+at /);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});

describe('a full disk', () => {
  it('is named at the start, without a stack trace', () => {
    const folder = mkdtempSync(join(tmpdir(), 'peakdesk-full-'));
    mkdirSync(join(folder, 'disk'));
    const script = `mount -t tmpfs -o size=12m tmpfs ${folder}/disk && PEAKDESK_DATA=${folder}/disk/data exec ${process.execPath} dist/cli.mjs start`;
    const done = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', script], {
      cwd: root,
      encoding: 'utf8',
      env: withoutOwnSettings(process.env),
      timeout: 60_000,
    });
    rmSync(folder, { recursive: true, force: true });
    expect(done.status).not.toBe(0);
    expect(done.stderr).toMatch(/space|disk/i);
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });
});
