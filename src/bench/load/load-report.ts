import type { SegmentResult } from './load-clients.ts';
import { type LoadRun, warmUp } from './run-load.ts';
import type { LiveMemory, ServerSample } from './server-watch.ts';

/** The findings of a run in a table, for people; the same as one line of JSON for programs. */
export function formatLoad(run: LoadRun): string {
  const { clients, options } = run;
  const rows = clients.segments.filter((one) => one.name !== warmUp).map((segment) => rowOf(segment, run.samples));
  const head = ['segment', 'wanted/s', 'stored/s', 'refused', 'ack p50', 'p99', 'admitted p99', 'reply p50', 'p99'];
  const more = ['on screen p99', 'others p99', 'generator late p99', 'level', 'turn age', 'loop p90'];
  const lines = [
    `load ${options.shape}: ${options.windows} windows from ${options.addresses} addresses, ${options.agents} agents; times in ms from the intended start`,
    '',
    table([[...head, ...more], ...rows]),
    '',
    ...notesOf(run),
  ];
  return `${lines.join('\n')}\n${JSON.stringify(summaryOf(run))}\n`;
}

function rowOf(segment: SegmentResult, samples: readonly ServerSample[]): string[] {
  const own = samples.filter((sample) => sample.segment === segment.name);
  const perSecond = (count: number) => Math.round(count / segment.seconds).toLocaleString('en-US');
  const time = (value: number, count: number) => (count === 0 ? '–' : value.toFixed(value < 10 ? 1 : 0));
  const { ack, admitted, reply, shown, others, lag } = segment;
  return [
    segment.name,
    perSecond(segment.intended),
    perSecond(segment.acked),
    String(segment.refused),
    time(ack.p50, ack.count),
    time(ack.p99, ack.count),
    time(admitted.p99, admitted.count),
    time(reply.p50, reply.count),
    time(reply.p99, reply.count),
    time(shown.p99, shown.count),
    time(others.p99, others.count),
    time(lag.p99, lag.count),
    [...new Set(own.map((sample) => sample.level))].join(' ') || '–',
    String(Math.max(0, ...own.map((sample) => sample.turnAge))),
    String(Math.max(0, ...own.map((sample) => sample.loop))),
  ];
}

function notesOf({ clients, stored, samples, live }: LoadRun): string[] {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const last = samples.at(-1);
  const most = Math.max(0, ...samples.map((sample) => sample.rssBytes));
  return [
    `${clients.acked} messages confirmed, ${clients.unanswered} without an answer, ${clients.cuts} connections lost; all windows open after ${clients.openSeconds.toFixed(1)} s`,
    ...(stored
      ? [
          `in the database ${stored.messages} messages of customers (${clients.acked - stored.messages} lost, ${stored.doubled} twice), ${stored.gaps} conversations with gaps, ${stored.stuckTurns} turns stuck`,
        ]
      : []),
    ...(clients.back && clients.back.count > 0
      ? [
          `back after the storm: ${clients.back.count}, p50 ${clients.back.p50} ms, p99 ${clients.back.p99} ms, last ${clients.back.max} ms`,
        ]
      : []),
    ...(last
      ? [`server: ${megabytes(most)} at most, ${megabytes(last.rssBytes)} at the end; ${growthText(live)}`]
      : []),
    ...ratiosOf(clients.segments),
  ];
}

/** How the memory in use has grown, in MB an hour: the line through all segments but the first two, in which caches fill. */
export function growthOf(live: readonly LiveMemory[]): number | undefined {
  const late = live.slice(3);
  if (late.length < 3) return undefined;
  const meanAt = late.reduce((sum, one) => sum + one.atSeconds, 0) / late.length;
  const meanBytes = late.reduce((sum, one) => sum + one.bytes, 0) / late.length;
  const spread = late.reduce((sum, one) => sum + (one.atSeconds - meanAt) ** 2, 0);
  const slope = late.reduce((sum, one) => sum + (one.atSeconds - meanAt) * (one.bytes - meanBytes), 0) / spread;
  return (slope * 3_600) / 1e6;
}

function growthText(live: readonly LiveMemory[]): string {
  const growth = growthOf(live);
  return growth === undefined
    ? 'growth is told by the shape soak'
    : `memory in use grows by ${growth.toFixed(1)} MB an hour`;
}

/** Goodput and latency under overload against the knee and the calm of the same run. */
function ratiosOf(segments: readonly SegmentResult[]): string[] {
  const of = (name: string) => segments.find((segment) => segment.name === name);
  const [calm, knee] = [of('calm'), of('knee')];
  if (!calm || !knee) return [];
  const best = Math.max(...segments.map((one) => one.acked / one.seconds));
  return ['2 x', '5 x'].flatMap((name) => {
    const one = of(name);
    if (!one) return [];
    const goodput = one.acked / one.seconds / best;
    const slower = one.admitted.p99 / Math.max(0.1, calm.admitted.p99);
    return [
      `at ${name}: goodput ${goodput.toFixed(2)} of the best, admitted p99 ${slower.toFixed(1)} times that of the calm`,
    ];
  });
}

function summaryOf(run: LoadRun) {
  const { clients, options, stored } = run;
  return { name: `load ${options.shape}`, options, stored, clients };
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join('\n');
}
