import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { AppError } from '../platform/index.ts';
import type { BenchResult, BenchRound } from './report.ts';
import { withScratchFolder } from './scratch.ts';

const laterMilliseconds = 5_000;
const idleMilliseconds = 8_000;

/**
 * From `peakdesk start` to the first answer of `/readyz`: the first run in an empty folder, then later ones. The floor is the promise of
 * five seconds. At the end the memory of the idle server, without its database.
 */
export async function benchStart(options: { rounds: number }): Promise<BenchResult> {
  return await withScratchFolder(async (dataFolder) => {
    const first = await startOnce(dataFolder);
    await first.stop();
    const rounds: BenchRound[] = [];
    const memory: number[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const later = await startOnce(dataFolder);
      await new Promise((resolve) => setTimeout(resolve, idleMilliseconds));
      memory.push(await later.memoryMiB());
      await later.stop();
      const { milliseconds } = later;
      rounds.push({ floor: laterMilliseconds, peakdesk: milliseconds, p50Ms: milliseconds, p99Ms: milliseconds });
    }
    return {
      name: 'start',
      unit: 'ms',
      floorName: 'the promise for a later start',
      rounds,
      wantedRatio: 1,
      notes: [
        `first start in an empty folder, demo shop seeded: ${(first.milliseconds / 1_000).toFixed(1)} s; wanted: 60 s`,
        `memory of the idle server, database not counted: ${memory.map((one) => one.toFixed(0)).join(', ')} MiB; wanted: 350 MB`,
      ],
    };
  });
}

type Started = { milliseconds: number; memoryMiB(): Promise<number>; stop(): Promise<void> };

async function startOnce(dataFolder: string): Promise<Started> {
  const port = await freePort();
  const [, script = ''] = process.argv;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...process.execArgv, script, 'start'], {
    env: {
      ...process.env,
      PEAKDESK_DATA: dataFolder,
      PEAKDESK_PORT: String(port),
      PEAKDESK_LOG_LEVEL: 'warn',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(child, port);
  const milliseconds = performance.now() - startedAt;
  return {
    milliseconds,
    memoryMiB: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null) {
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new AppError('unavailable', 'the server ended before it was ready');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}
