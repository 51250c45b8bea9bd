import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { configTable, loadSecretKey, readConfig } from './config.ts';

test('without variables Peakdesk listens on this machine only and brings its own database', () => {
  expect(readConfig({ HOME: '/x' })).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: undefined,
    logLevel: 'info',
    dataFolder: path.resolve('data'),
  });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ PEAKDESK_PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, databaseUrl: undefined });
});

test.each([
  ['PEAKDESK_PROT', '8080', 'PEAKDESK_PROT is not a variable of Peakdesk'],
  ['PEAKDESK_PORT', '80a', 'not a number'],
  ['PEAKDESK_PORT', '70000', 'a port is 1 to 65535'],
  ['PEAKDESK_HOST', 'a b', 'not a host name'],
  ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ['NATS_URL', 'nonsense', 'nats://'],
  ['PEAKDESK_SECRET_KEY', 'short', '32 characters'],
  ['PEAKDESK_LOG_LEVEL', 'loud', 'not one of'],
  ['PEAKDESK_MODEL_URL', 'ftp://x', 'http://'],
  ['PEAKDESK_MODEL_TIMEOUT_MS', '5', 'less than 100'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'x', 'http://'],
])('%s=%s is an error that names the variable', (name, value, message) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(
    expect.objectContaining({ kind: 'invalid', field: name, message: expect.stringContaining(name) }),
  );
  expect(read).toThrow(message);
});

test('a misspelt variable is told the right one', () => {
  expect(() => readConfig({ PEAKDESK_MODELURL: 'x', PEAKDESK_HTTP_PORT: '1' })).toThrow(/peakdesk doctor/);
  expect(() => readConfig({ PEAKDESK_HTTP_PORT: '1' })).toThrow('PEAKDESK_PORT');
});

test('the table lists every variable once, with help', () => {
  const names = configTable.map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
  expect(configTable.every((row) => row.help.length > 10)).toBe(true);
});

test('the master key is made once, for its owner only', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'peakdesk-key-'));
  const config = readConfig({ PEAKDESK_DATA: folder });
  const keys = await Promise.all([1, 2, 3].map(() => loadSecretKey(config)));
  expect(new Set(keys).size).toBe(1);
  expect((await stat(path.join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
