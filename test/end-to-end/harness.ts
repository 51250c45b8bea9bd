import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The checkout whose build is tried; another folder with a build of its own where one is named. */
const root = process.env.PEAKDESK_TEST_ROOT ?? join(import.meta.dirname, '../..');

/** A real server with its own data folder, as `npm start` runs it. */
export type RunningServer = {
  url: string;
  dataFolder: string;
  output(): string;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** Starts Peakdesk on a free port and resolves when it says that it is ready. */
export async function startServer(
  given: { dataFolder?: string; env?: Record<string, string> } = {},
): Promise<RunningServer> {
  const dataFolder = given.dataFolder ?? mkdtempSync(join(tmpdir(), 'peakdesk-story-'));
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'dist/cli.mjs'), 'start'], {
    cwd: root,
    env: {
      ...withoutOwnSettings(process.env),
      PEAKDESK_DATA: dataFolder,
      PEAKDESK_PORT: String(port),
      PEAKDESK_LOG_LEVEL: 'warn',
      ...given.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not get ready:\n${output}`)), 120_000);
    child.stdout.on('data', () => {
      if (!output.includes('is ready')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const ended = new Promise<void>((resolve) =>
      child.exitCode === null ? child.once('exit', () => resolve()) : resolve(),
    );
    child.kill(signal);
    await ended;
    if (!given.dataFolder && signal === 'SIGTERM') rmSync(dataFolder, { recursive: true, force: true });
  };
  return {
    url: `http://127.0.0.1:${port}`,
    dataFolder,
    output: () => output,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Where the pictures of the README lie; they are made anew only when asked for, so that a test run leaves no change. */
export function picturePath(name: string): string {
  const folder =
    process.env.PEAKDESK_TEST_PICTURES === 'keep' ? join(root, 'docs/pictures') : join(root, '.cache/pictures');
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}

/** Runs `peakdesk` with arguments on a data folder; resolves with what it printed. */
export async function runCommand(
  dataFolder: string,
  args: readonly string[],
  input = '',
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'dist/cli.mjs'), ...args], {
    cwd: root,
    env: { ...withoutOwnSettings(process.env), PEAKDESK_DATA: dataFolder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** The test command's own variables are not settings of the product. */
export function withoutOwnSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PEAKDESK_TEST_')));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
