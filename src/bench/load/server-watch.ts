import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { App } from '../../app.ts';
import { demoShopId } from '../../demo-shop/index.ts';
import { type CpuTimes, startCpuMeter } from '../cpu.ts';

/** How the server is, once a second. */
export type ServerSample = {
  segment: string;
  atSeconds: number;
  level: string;
  /** Messages that may be stored at a time, and are. */
  limit: number;
  inside: number;
  /** How long a turn that becomes due now would wait, ms. */
  turnAge: number;
  /** Delay of the event loop, ms, nine in ten shorter. */
  loop: number;
  rssBytes: number;
  heapBytes: number;
  /** Cores that this process uses. */
  cpu: number;
};

/** Memory that is in use at the beginning of a segment, after everything that can be collected was. */
export type LiveMemory = { atSeconds: number; bytes: number };

/** What was done in one segment and what it took, in seconds of processor time. */
export type Work = { segment: string; stored: number; turns: number; seconds: number } & Omit<CpuTimes, 'at'>;

/** Watches the server from inside, once a second; `mark` names the segment that begins. */
export type ServerWatch = {
  mark(segment: string): void;
  live(): readonly LiveMemory[];
  /** Of each segment that another one has followed. */
  work(): Promise<readonly Work[]>;
  samples(): readonly ServerSample[];
  stop(): Promise<void>;
};

/** Starts watching; `collects` looks at the memory in use, for which the server stands still for a moment at each segment. */
export async function startServerWatch(
  app: App,
  { collects, ownerUrl }: { collects: boolean; ownerUrl: string },
): Promise<ServerWatch> {
  const meter = await startCpuMeter(ownerUrl);
  const counts = { stored: 0, turns: 0 };
  const marks: Promise<{ segment: string; at: CpuTimes; counts: typeof counts }>[] = [];
  const stopCounting = [
    app.bus.subscribe(['message.received'], () => {
      counts.stored += 1;
    }),
    app.bus.subscribe(['turn.committed'], () => {
      counts.turns += 1;
    }),
  ];
  const live: LiveMemory[] = [];
  const collect = collects ? garbageCollector() : undefined;
  const samples: ServerSample[] = [];
  const loop = monitorEventLoopDelay({ resolution: 10 });
  const startedAt = performance.now();
  let segment = 'opening';
  let cpu = process.cpuUsage();
  let lastAt = startedAt;
  loop.enable();
  const timer = setInterval(() => {
    const now = performance.now();
    const used = process.cpuUsage(cpu);
    const memory = process.memoryUsage();
    const { limit, inside } = app.admission.state();
    samples.push({
      segment,
      atSeconds: Math.round((now - startedAt) / 1_000),
      level: app.walk.loadLevel(demoShopId),
      limit,
      inside,
      turnAge: Math.round(Math.max(0, ...app.turns.ages().values())),
      loop: Math.round(Math.max(0, loop.percentile(90) / 1e6 - 10)),
      rssBytes: memory.rss,
      heapBytes: memory.heapUsed,
      cpu: (used.user + used.system) / 1_000 / (now - lastAt),
    });
    loop.reset();
    cpu = process.cpuUsage();
    lastAt = now;
  }, 1_000);
  return {
    mark: (name) => {
      segment = name;
      const now = { ...counts };
      marks.push(meter.read().then((at) => ({ segment: name, at, counts: now })));
      if (!collect) return;
      collect();
      live.push({ atSeconds: (performance.now() - startedAt) / 1_000, bytes: process.memoryUsage().heapUsed });
    },
    live: () => live,
    samples: () => samples,
    work: async () => {
      const known = await Promise.all(marks);
      return known.slice(1).flatMap((end, index) => {
        const begin = known[index];
        return begin ? [workBetween(begin, end)] : [];
      });
    },
    stop: async () => {
      clearInterval(timer);
      loop.disable();
      for (const stop of stopCounting) stop();
      await meter.stop();
    },
  };
}

type Mark = { segment: string; at: CpuTimes; counts: { stored: number; turns: number } };

function workBetween(begin: Mark, end: Mark): Work {
  return {
    segment: begin.segment,
    stored: end.counts.stored - begin.counts.stored,
    turns: end.counts.turns - begin.counts.turns,
    seconds: end.at.at - begin.at.at,
    own: end.at.own - begin.at.own,
    database: end.at.database - begin.at.database,
    machine: end.at.machine - begin.at.machine,
  };
}

/** The engine's own collector, which is hidden by default. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return typeof found === 'function' ? () => void found() : () => undefined;
}
