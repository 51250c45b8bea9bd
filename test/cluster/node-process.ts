import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Which build of Peakdesk runs; `folder` is the one with migrations. */
export type Build = { folder: string; cli: string };

/** The build of this checkout. */
export const thisBuild: Build = buildIn(process.env.PEAKDESK_TEST_BUILD ?? root);

/** The build that lies in a folder. */
export function buildIn(folder: string): Build {
  return { folder, cli: join(folder, 'dist/cli.mjs') };
}

export type NodeSettings = {
  name: string;
  build: Build;
  port: number;
  folder: string;
  databaseUrl: string;
  natsUrl: string | undefined;
  /** How far its clock is off. */
  clockShift?: number;
};

/** A real process of Peakdesk. */
export type NodeProcess = {
  name: string;
  pid: number;
  url: string;
  output(): string;
  isAlive(): boolean;
  /** Signals that leave it no time: it is gone, or it stands still. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** SIGTERM; resolves with the exit status and how long it took. */
  terminate(): Promise<{ code: number | null; milliseconds: number }>;
};

/** Starts a node and resolves when it says that it is ready. */
export async function startNode(settings: NodeSettings): Promise<NodeProcess> {
  mkdirSync(settings.folder, { recursive: true });
  const preload = settings.clockShift === undefined ? [] : ['--import', join(root, 'test/cluster/shift-clock.mjs')];
  const child = spawn(process.execPath, [...preload, settings.build.cli, 'start'], {
    cwd: settings.build.folder,
    env: environmentOf(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-200_000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  await untilReady(settings.name, child, () => output);
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  return {
    name: settings.name,
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${settings.port}`,
    output: () => output,
    isAlive,
    kill: async () => {
      if (!isAlive()) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    terminate: async () => {
      const from = performance.now();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      return { code: child.exitCode, milliseconds: performance.now() - from };
    },
  };
}

function environmentOf(settings: NodeSettings): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: process.env.HOME ?? '/tmp',
    DATABASE_URL: settings.databaseUrl,
    ...(settings.natsUrl === undefined ? {} : { NATS_URL: settings.natsUrl }),
    PEAKDESK_DATA: settings.folder,
    PEAKDESK_PORT: String(settings.port),
    PEAKDESK_SECRET_KEY: 'a master key of the tests of several nodes',
    PEAKDESK_LOG_LEVEL: process.env.PEAKDESK_TEST_LOG ?? 'warn',
    ...(settings.clockShift === undefined ? {} : { SHIFT_CLOCK_MILLISECONDS: String(settings.clockShift) }),
  };
}

async function untilReady(name: string, child: ChildProcess, output: () => string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${name} did not get ready:\n${output()}`));
    }, 120_000);
    const done = (result: () => void) => {
      clearTimeout(timer);
      result();
    };
    child.stdout?.on('data', () => {
      if (output().includes('is ready')) done(resolve);
    });
    child.once('exit', (code) => done(() => reject(new Error(`${name} ended with ${code}:\n${output()}`))));
  });
}
