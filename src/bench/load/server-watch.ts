import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { App } from '../../app.ts';
import { demoShopId } from '../../demo-shop/index.ts';

/** How the server is, once a second. */
export type ServerSample = {
  segment: string;
  atSeconds: number;
  level: string;
  /** Messages that may be stored at a time, and are. */
  limit: number;
  inside: number;
  /** Age of the oldest turn that waits, ms. */
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

/** Watches the server from inside, once a second; `mark` names the segment that begins. */
export type ServerWatch = {
  mark(segment: string): void;
  live(): readonly LiveMemory[];
  stop(): readonly ServerSample[];
};

/** Starts watching; `collects` looks at the memory in use, for which the server stands still for a moment at each segment. */
export function startServerWatch(app: App, { collects }: { collects: boolean }): ServerWatch {
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
      if (!collect) return;
      collect();
      live.push({ atSeconds: (performance.now() - startedAt) / 1_000, bytes: process.memoryUsage().heapUsed });
    },
    live: () => live,
    stop: () => {
      clearInterval(timer);
      loop.disable();
      return samples;
    },
  };
}

/** The engine's own collector, which is hidden by default. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  return typeof found === 'function' ? () => void found() : () => undefined;
}
