import { Agent } from 'node:http';
import { z } from 'zod';
import { tellProgress } from '../parts.ts';
import { type CustomerWindow, createCustomerWindow, sourceAddresses } from './customer-window.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { openScreens, type Screens, type ShownKind } from './screens.ts';
import {
  createSegmentBook,
  type SegmentBook,
  type SegmentResult,
  secondResult,
  segmentResult,
} from './segment-book.ts';
import { arrivalsOf, type Segment } from './shapes.ts';
import { createSpeakers, type Speakers } from './speakers.ts';
import { createWebhookPerson } from './webhook-person.ts';

/** What the clients are to do; they run in a process of their own. */
export const loadClientsInput = z.object({
  url: z.string(),
  shops: z.array(z.string()).min(1),
  agentTokens: z.array(z.string()),
  windows: z.number(),
  addresses: z.number(),
  segments: z.array(z.object({ name: z.string(), seconds: z.number(), from: z.number(), to: z.number() })),
  slowShare: z.number(),
  hotShare: z.number(),
  webhookShare: z.number(),
  hasStorm: z.boolean(),
  endsAtKnee: z.boolean(),
});
export type LoadClientsInput = z.infer<typeof loadClientsInput>;

export const loadClientsResult = z.object({
  segments: z.array(segmentResult),
  bySecond: z.array(secondResult),
  acked: z.number(),
  unanswered: z.number(),
  cuts: z.number(),
  back: segmentResult.shape.ack.optional(),
  openSeconds: z.number(),
});
export type LoadClientsResult = z.infer<typeof loadClientsResult>;

/** Progress: the segment that begins. */
export const loadProgress = z.object({ segment: z.string() });
/** Named as a segment once the last one is over. */
export const afterwards = 'afterwards';

const texts = [
  '亲，我昨天拍的那件外套什么时候能发货呀',
  '运费怎么算，满多少包邮',
  '这个能用优惠券吗',
  '七天无理由怎么退',
  '你们发什么快递',
  '在吗',
  '有没有现货',
  '发票可以开公司抬头吗',
  'When will my order ship?',
  '尺码偏大还是偏小',
];

const openAtOnce = 32;
const drainSeconds = 20;
const sayAgainMilliseconds = 3_000;
/** What is on its way when a step ends has a second more; what comes later was not in time. */
const lateMilliseconds = 1_000;

/** What all clients of a run share. */
type Run = {
  book: SegmentBook;
  total: { acked: number; cuts: number; back: Recorder };
  screens: Screens;
  /** Of the present segment. */
  speakers: Speakers;
};

/** The customers and agents of a load run, in an open loop: messages are sent when they are meant to be, whatever the answers take. */
export async function runLoadClients(input: LoadClientsInput): Promise<LoadClientsResult> {
  const openedAt = performance.now();
  const book = createSegmentBook();
  const screens = await openScreens({ url: input.url, tokens: input.agentTokens }, book.time);
  const run: Run = {
    book,
    screens,
    total: { acked: 0, cuts: 0, back: createRecorder() },
    speakers: createSpeakers<CustomerWindow>([], 0),
  };
  const windows = await openWindows(input, run);
  const openSeconds = (performance.now() - openedAt) / 1_000;
  const again = setInterval(() => {
    for (const window of windows) window.sayAgain();
  }, sayAgainMilliseconds);
  for (const [index, segment] of input.segments.entries()) {
    tellProgress({ segment: segment.name });
    await playSegment(input, segment, windows, run);
    const last = book.last();
    if (input.endsAtKnee && index > 0 && last && isBeyondKnee(last)) break;
  }
  tellProgress({ segment: afterwards });
  const unanswered = await drain(windows);
  clearInterval(again);
  for (const one of [...windows, screens]) one.close();
  const { acked, cuts, back } = run.total;
  return {
    ...book.results(),
    acked,
    unanswered,
    cuts,
    ...(input.hasStorm ? { back: back.figures() } : {}),
    openSeconds,
  };
}

/** A step that was not kept up with: too little stored, or the slowest of a hundred take longer than half a second. */
export function isBeyondKnee(result: Pick<SegmentResult, 'intended' | 'acked' | 'ack'>): boolean {
  return result.acked < 0.95 * result.intended || result.ack.p99 > 500;
}

async function openWindows(input: LoadClientsInput, run: Run): Promise<CustomerWindow[]> {
  const addresses = sourceAddresses(input.addresses);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const callers = new Agent({ keepAlive: true, maxSockets: 16 });
  const windows = Array.from({ length: input.windows }, (_none, index) => {
    const shop = shopOf(input, index);
    const address = addresses[index % addresses.length] ?? '127.0.0.1';
    const place = { url: input.url, shopId: input.shops[shop] ?? '', shop, address };
    if (index < input.webhookShare * input.windows) {
      const person: CustomerWindow = createWebhookPerson(
        { ...place, agent: callers },
        {
          onAck: (intended, sentAt, where) => {
            run.book.time('webhook', intended, performance.now() - intended);
            noteAck(run, person, { intended, sentAt, where, kind: 'webhookShown' });
          },
          onRefused: run.book.refused,
        },
      );
      return person;
    }
    const window: CustomerWindow = createCustomerWindow(
      { ...place, agent },
      {
        onAck: (intended, sentAt, where) => noteAck(run, window, { intended, sentAt, where, kind: 'shown' }),
        onReply: (intended) => run.book.time('reply', intended, performance.now() - intended),
        onRefused: run.book.refused,
        onWelcome: (since) => {
          if (since !== undefined) run.total.back.record(since);
        },
        onCut: () => {
          run.total.cuts += 1;
        },
      },
    );
    return window;
  });
  for (let from = 0; from < windows.length; from += openAtOnce)
    await Promise.all(windows.slice(from, from + openAtOnce).map((one) => one.open()));
  agent.destroy();
  return windows;
}

/** Most windows are of the hot shop, so that no visitor writes faster than people do. */
function shopOf({ shops, hotShare }: LoadClientsInput, index: number): number {
  if (hotShare === 0 || shops.length === 1) return index % shops.length;
  return index % 10 < hotShare * 10 ? 0 : 1 + (Math.floor(index / 10) % (shops.length - 1));
}

function noteAck(
  { book, total, screens, speakers }: Run,
  window: CustomerWindow,
  acked: { intended: number; sentAt: number; where: { conversationId: string; seq: number }; kind: ShownKind },
): void {
  const { intended, sentAt, where, kind } = acked;
  const { shop } = window;
  const now = performance.now();
  speakers.answered(window);
  // Agents work in the first shop.
  if (shop === 0) screens.stored(where, intended, kind);
  total.acked += 1;
  book.acked(intended);
  book.time('ack', intended, now - intended);
  book.time('admitted', intended, now - sentAt);
  if (shop > 0) book.time('others', intended, now - intended);
}

async function playSegment(
  input: LoadClientsInput,
  segment: Segment,
  windows: readonly CustomerWindow[],
  run: Run,
): Promise<void> {
  const { book } = run;
  const startedAt = book.begin(segment);
  const slow = segment.name === 'slow' ? windows.slice(0, Math.floor(windows.length * input.slowShare)) : [];
  for (const window of slow) window.read(false);
  if (segment.name === 'storm' && input.hasStorm) for (const window of windows) window.drop();
  const silent = new Set(slow);
  run.speakers = createSpeakers(
    windows.filter((one) => !silent.has(one)),
    input.shops.length === 1 ? 0 : input.hotShare,
  );
  let count = 0;
  for (const at of arrivalsOf(segment, Math.random)) {
    const intended = startedAt + at;
    const ahead = intended - performance.now();
    // Timers wake late by a millisecond or two: what is due by then goes out together.
    if (ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
    book.meant(intended);
    book.time('lag', intended, Math.max(0, performance.now() - intended));
    const speaker = run.speakers.next();
    if (speaker) speaker.say(intended, texts[count % texts.length] ?? '');
    else book.unsaid(intended);
    count += 1;
    if (count % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const rest = startedAt + segment.seconds * 1_000 - performance.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest) + (input.endsAtKnee ? lateMilliseconds : 0)));
  for (const window of slow) window.read(true);
  book.end();
}

/** Waits until every message has its answer; returns how many have none. */
async function drain(windows: readonly CustomerWindow[]): Promise<number> {
  const count = () => windows.reduce((sum, window) => sum + window.waiting(), 0);
  for (let second = 0; second < drainSeconds && count() > 0; second += 1)
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  return count();
}
