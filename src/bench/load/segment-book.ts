import { z } from 'zod';
import { createRecorder, type Recorder } from './recorder.ts';
import type { Segment } from './shapes.ts';

const times = z.object({
  count: z.number(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
});

/** What the clients have seen of one segment; times in milliseconds. A message belongs to the segment in which it was meant to be sent. */
export const segmentResult = z.object({
  name: z.string(),
  seconds: z.number(),
  intended: z.number(),
  /** Nobody was free to say it: everybody waited for an answer to the message before. */
  unsaid: z.number(),
  /** Stored before the end of the segment and a second. */
  acked: z.number(),
  refused: z.number(),
  ack: times,
  /** From the try that was let in. */
  admitted: times,
  /** The same for messages that came by webhook, up to the platform's answer. */
  webhook: times,
  reply: times,
  shown: times,
  /** From the webhook that was meant to be sent to an agent's screen. */
  webhookShown: times,
  /** Of all shops but the first. */
  others: times,
  /** How late the generator itself was. */
  lag: times,
  cpu: z.number(),
});
export type SegmentResult = z.infer<typeof segmentResult>;

/** One second of the run: messages meant for it, those of them that were stored at all and the slowest of a hundred, tries turned away in it. */
export const secondResult = z.object({
  intended: z.number(),
  acked: z.number(),
  refused: z.number(),
  p50: z.number(),
  p99: z.number(),
});
export type SecondResult = z.infer<typeof secondResult>;

const recorderNames = ['ack', 'admitted', 'webhook', 'reply', 'shown', 'webhookShown', 'others', 'lag'] as const;
type RecorderName = (typeof recorderNames)[number];

type Page = {
  segment: Segment;
  startedAt: number;
  counts: { intended: number; unsaid: number; acked: number; refused: number };
  recorders: Map<RecorderName, Recorder>;
  cpu: { begin: NodeJS.CpuUsage; seconds: number };
};

/** Notes what happens to each message with the segment and the second in which it was meant to be sent. */
export type SegmentBook = {
  /** The next segment begins; returns the moment. */
  begin(segment: Segment): number;
  /** The present segment is over: what it took of the processor is known. */
  end(): void;
  meant(intended: number): void;
  unsaid(intended: number): void;
  acked(intended: number): void;
  refused(): void;
  time(what: RecorderName, intended: number, milliseconds: number): void;
  /** What is known of the last segment so far. */
  last(): SegmentResult | undefined;
  results(): { segments: SegmentResult[]; bySecond: SecondResult[] };
};

/** Makes an empty book; `now` is in monotone milliseconds. */
export function createSegmentBook(now: () => number = () => performance.now()): SegmentBook {
  const pages: Page[] = [];
  const seconds: { intended: number; refused: number; times: number[] }[] = [];
  const startedAt = now();

  const pageOf = (intended: number): Page | undefined => pages.findLast((page) => page.startedAt <= intended);
  const secondOf = (at: number) => {
    const index = Math.max(0, Math.floor((at - startedAt) / 1_000));
    while (seconds.length <= index) seconds.push({ intended: 0, refused: 0, times: [] });
    return seconds[index];
  };

  return {
    begin: (segment) => {
      const at = now();
      pages.push({
        segment,
        startedAt: at,
        counts: { intended: 0, unsaid: 0, acked: 0, refused: 0 },
        recorders: new Map(recorderNames.map((name) => [name, createRecorder()])),
        cpu: { begin: process.cpuUsage(), seconds: 0 },
      });
      return at;
    },
    end: () => {
      const page = pages.at(-1);
      if (!page) return;
      const { user, system } = process.cpuUsage(page.cpu.begin);
      page.cpu.seconds = (user + system) / 1e6;
    },
    meant: (intended) => {
      const page = pageOf(intended);
      if (page) page.counts.intended += 1;
      const second = secondOf(intended);
      if (second) second.intended += 1;
    },
    unsaid: (intended) => {
      const page = pageOf(intended);
      if (page) page.counts.unsaid += 1;
    },
    acked: (intended) => {
      const at = now();
      secondOf(intended)?.times.push(at - intended);
      const page = pageOf(intended);
      if (page && at <= page.startedAt + page.segment.seconds * 1_000 + 1_000) page.counts.acked += 1;
    },
    refused: () => {
      const page = pages.at(-1);
      if (page) page.counts.refused += 1;
      const second = secondOf(now());
      if (second) second.refused += 1;
    },
    time: (what, intended, milliseconds) => pageOf(intended)?.recorders.get(what)?.record(milliseconds),
    last: () => {
      const page = pages.at(-1);
      return page && resultOf(page);
    },
    results: () => ({
      segments: pages.map(resultOf),
      bySecond: seconds.map(({ intended, refused, times: taken }) => {
        const sorted = Float64Array.from(taken).sort();
        const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
        return { intended, refused, acked: sorted.length, p50: at(0.5), p99: at(0.99) };
      }),
    }),
  };
}

function resultOf({ segment, counts, recorders, cpu }: Page): SegmentResult {
  const figures = (name: RecorderName) => recorders.get(name)?.figures() ?? createRecorder().figures();
  const { name, seconds } = segment;
  return {
    name,
    seconds,
    ...counts,
    ack: figures('ack'),
    admitted: figures('admitted'),
    webhook: figures('webhook'),
    reply: figures('reply'),
    shown: figures('shown'),
    webhookShown: figures('webhookShown'),
    others: figures('others'),
    lag: figures('lag'),
    cpu: cpu.seconds,
  };
}
