import { calmAgainAfter } from './calm-again.ts';
import { afterwards } from './load-clients.ts';
import { type LoadRun, warmUp } from './run-load.ts';
import type { SegmentResult } from './segment-book.ts';
import type { LiveMemory, ServerSample, Work } from './server-watch.ts';

/** The findings of a run in tables, for people; the same as one line of JSON for programs. */
export function formatLoad(run: LoadRun): string {
  const { clients, options } = run;
  const segments = clients.segments.filter((one) => one.name !== warmUp);
  const heads = columns.map(([head]) => head);
  const lines = [
    `load ${options.shape}: ${options.windows} windows from ${options.addresses} addresses, ${options.agents} agents; times in ms from the intended start`,
    '',
    table([heads, ...segments.map((one) => columns.map(([, cell]) => cell(one, run.samples)))]),
    ...(run.work.length === 0 ? [] : ['', workTable(run)]),
    '',
    ...notesOf(run),
  ];
  return `${lines.join('\n')}\n${JSON.stringify(summaryOf(run))}\n`;
}

const time = (value: number, { count }: { count: number }) => (count === 0 ? '–' : value.toFixed(value < 10 ? 1 : 0));
const perSecond = (count: number, seconds: number) => Math.round(count / seconds).toLocaleString('en-US');
const samplesOf = (name: string, samples: readonly ServerSample[]) => samples.filter((one) => one.segment === name);

/** What is told of each segment. */
const columns: readonly (readonly [string, (segment: SegmentResult, samples: readonly ServerSample[]) => string])[] = [
  ['segment', ({ name }) => name],
  ['wanted/s', ({ intended, seconds }) => perSecond(intended, seconds)],
  ['stored/s', ({ acked, seconds }) => perSecond(acked, seconds)],
  ['refused', ({ refused }) => String(refused)],
  ['unsaid', ({ unsaid }) => String(unsaid)],
  ['ack p50', ({ ack }) => time(ack.p50, ack)],
  ['p99', ({ ack }) => time(ack.p99, ack)],
  ['admitted p99', ({ admitted }) => time(admitted.p99, admitted)],
  ['webhook p99', ({ webhook }) => time(webhook.p99, webhook)],
  ['reply p50', ({ reply }) => time(reply.p50, reply)],
  ['p99', ({ reply }) => time(reply.p99, reply)],
  ['on screen p99', ({ shown }) => time(shown.p99, shown)],
  ['webhook on screen p99', ({ webhookShown }) => time(webhookShown.p99, webhookShown)],
  ['others p99', ({ others }) => time(others.p99, others)],
  ['generator late p99', ({ lag }) => time(lag.p99, lag)],
  ['level', ({ name }, samples) => [...new Set(samplesOf(name, samples).map((one) => one.level))].join(' ') || '–'],
  ['turn age', ({ name }, samples) => String(Math.max(0, ...samplesOf(name, samples).map((one) => one.turnAge)))],
  ['loop p90', ({ name }, samples) => String(Math.max(0, ...samplesOf(name, samples).map((one) => one.loop)))],
];

/** Processor time by who used it: what a busy machine does to rates it does not do to this. */
function workTable({ work, clients }: LoadRun): string {
  const clientsOf = (name: string) => clients.segments.find((one) => one.name === name)?.cpu ?? 0;
  const head = ['segment', 'stored/s', 'turns/s', 'server', 'database', 'clients', 'others', 'ms a message'];
  const rows = work
    .filter((one) => one.segment !== warmUp && one.segment !== afterwards)
    .map((one) => [one.segment, ...workCells(one, clientsOf(one.segment))]);
  return `processor time in cores, and in ms for each stored message (server + database + clients)\n\n${table([head, ...rows])}`;
}

function workCells(work: Work, clients: number): string[] {
  const { stored, turns, seconds, own, database, machine } = work;
  const cores = (used: number) => Math.max(0, used / seconds).toFixed(2);
  const each = (used: number) => (stored === 0 ? '–' : ((used * 1_000) / stored).toFixed(3));
  return [
    perSecond(stored, seconds),
    perSecond(turns, seconds),
    cores(own),
    cores(database),
    cores(clients),
    cores(machine - own - database - clients),
    `${each(own)} + ${each(database)} + ${each(clients)}`,
  ];
}

function notesOf(run: LoadRun): string[] {
  const { clients, stored, samples, live } = run;
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const last = samples.at(-1);
  const most = Math.max(0, ...samples.map((sample) => sample.rssBytes));
  return [
    `${clients.acked} messages confirmed, ${clients.unanswered} without an answer, ${clients.cuts} connections lost; all windows open after ${clients.openSeconds.toFixed(1)} s`,
    ...(stored
      ? [
          `in the database ${stored.messages} messages of customers (${Math.max(0, clients.acked - stored.messages)} lost, ${stored.doubled} twice, ${Math.max(0, stored.messages - clients.acked)} stored and not confirmed before the end), ${stored.lines} lines in all, ${stored.gaps} conversations with gaps, ${stored.stuckTurns} turns stuck`,
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
    ...floorText(run),
    ...ratiosOf(clients.segments),
    ...calmText(run),
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

/** The best second-for-second rate against the floor of the same run. */
function floorText({ clients, floor }: LoadRun): string[] {
  if (floor === undefined) return [];
  const best = Math.max(...clients.segments.map((one) => one.acked / one.seconds));
  return [
    `floor (message and outbox row by hand, 64 connections, right before): ${Math.round(floor)}/s; most stored: ${Math.round(best)}/s, ${(best / floor).toFixed(2)} of it`,
  ];
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

function calmText({ clients }: LoadRun): string[] {
  const calm = calmAgainAfter(clients);
  if (!calm) return [];
  const words = calm.seconds === undefined ? 'not before the end' : `${calm.seconds} s after the crowd`;
  return [`calm again (all stored, p99 within ${Math.round(calm.limit)} ms, nobody turned away): ${words}`];
}

function summaryOf({ clients: { bySecond: _seconds, ...clients }, options, stored, floor, work }: LoadRun) {
  return { name: `load ${options.shape}`, options, stored, floor, clients, work };
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(rows[0] ?? []), rule, ...rows.slice(1).map(line)].join('\n');
}
