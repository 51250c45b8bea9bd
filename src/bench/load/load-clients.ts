import { Agent } from 'node:http';
import { z } from 'zod';
import { tellProgress } from '../parts.ts';
import { type AgentWindow, openAgentWindow } from './agent-window.ts';
import { type CustomerWindow, createCustomerWindow, sourceAddresses } from './customer-window.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { arrivalsOf, type Segment } from './shapes.ts';

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
  hasStorm: z.boolean(),
  endsAtKnee: z.boolean(),
});
export type LoadClientsInput = z.infer<typeof loadClientsInput>;

const times = z.object({
  count: z.number(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
});

const segmentResult = z.object({
  name: z.string(),
  seconds: z.number(),
  intended: z.number(),
  /** Stored before the end of the segment and a second. */
  acked: z.number(),
  refused: z.number(),
  ack: times,
  /** From the try that was let in. */
  admitted: times,
  reply: times,
  shown: times,
  /** Of all shops but the first. */
  others: times,
  /** How late the generator itself was. */
  lag: times,
  cpu: z.number(),
});
export type SegmentResult = z.infer<typeof segmentResult>;

export const loadClientsResult = z.object({
  segments: z.array(segmentResult),
  acked: z.number(),
  unanswered: z.number(),
  cuts: z.number(),
  back: times.optional(),
  openSeconds: z.number(),
});
export type LoadClientsResult = z.infer<typeof loadClientsResult>;

/** Progress: the segment that begins. */
export const loadProgress = z.object({ segment: z.string() });

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

type Running = {
  intended: number;
  acked: number;
  refused: number;
  recorders: Record<'ack' | 'admitted' | 'reply' | 'shown' | 'others' | 'lag', Recorder>;
  startedAt: number;
};

/** The customers and agents of a load run, in an open loop: messages are sent when they are meant to be, whatever the answers take. */
export async function runLoadClients(input: LoadClientsInput): Promise<LoadClientsResult> {
  const state = createState();
  const openedAt = performance.now();
  const windows = await openWindows(input, state);
  const agents = await openAgents(input, state);
  const openSeconds = (performance.now() - openedAt) / 1_000;
  const results: SegmentResult[] = [];
  for (const segment of input.segments) {
    tellProgress({ segment: segment.name });
    const result = await playSegment(input, segment, windows, state);
    results.push(result);
    if (input.endsAtKnee && results.length > 1 && isBeyondKnee(result)) break;
  }
  const unanswered = await drain(windows);
  const total = state.total;
  for (const one of [...windows, ...agents]) one.close();
  return {
    segments: results,
    acked: total.acked,
    unanswered,
    cuts: total.cuts,
    ...(input.hasStorm ? { back: total.back.figures() } : {}),
    openSeconds,
  };
}

/** A step that was not kept up with: too little stored, or the slowest of a hundred take longer than half a second. */
export function isBeyondKnee(result: Pick<SegmentResult, 'intended' | 'acked' | 'ack'>): boolean {
  return result.acked < 0.95 * result.intended || result.ack.p99 > 500;
}

type State = {
  now: Running;
  total: { acked: number; cuts: number; back: Recorder };
  /** When a message of a followed conversation was meant to be sent, or was shown; whichever comes first waits for the other. */
  places: Map<string, { intended?: number; shownAt?: number }>;
  followed: Set<string>;
  agents: AgentWindow[];
};

function createState(): State {
  return {
    now: emptyRunning(),
    total: { acked: 0, cuts: 0, back: createRecorder() },
    places: new Map(),
    followed: new Set(),
    agents: [],
  };
}

function emptyRunning(): Running {
  const recorders = {
    ack: createRecorder(),
    admitted: createRecorder(),
    reply: createRecorder(),
    shown: createRecorder(),
    others: createRecorder(),
    lag: createRecorder(),
  };
  return { intended: 0, acked: 0, refused: 0, recorders, startedAt: performance.now() };
}

async function openWindows(input: LoadClientsInput, state: State): Promise<CustomerWindow[]> {
  const addresses = sourceAddresses(input.addresses);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const windows = Array.from({ length: input.windows }, (_none, index) => {
    const shop = shopOf(input, index);
    const place = { url: input.url, shopId: input.shops[shop] ?? '', shop, agent };
    const window = createCustomerWindow(
      { ...place, address: addresses[index % addresses.length] ?? '127.0.0.1' },
      {
        onAck: (intended, sentAt, where) => noteAck(state, shop, intended, sentAt, where),
        onReply: (intended) => noteIf(state, intended, 'reply'),
        onRefused: () => {
          state.now.refused += 1;
        },
        onWelcome: (since) => {
          if (since !== undefined) state.total.back.record(since);
        },
        onCut: () => {
          state.total.cuts += 1;
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

async function openAgents(input: LoadClientsInput, state: State): Promise<AgentWindow[]> {
  for (const token of input.agentTokens)
    state.agents.push(
      await openAgentWindow({ url: input.url, token, address: '127.0.0.1' }, (conversationId, seq) =>
        notePlace(state, `${conversationId}/${seq}`, { shownAt: performance.now() }),
      ),
    );
  return state.agents;
}

function noteAck(
  state: State,
  shop: number,
  intended: number,
  sentAt: number,
  where: { conversationId: string; seq: number },
): void {
  state.total.acked += 1;
  if (intended < state.now.startedAt) return;
  state.now.acked += 1;
  const took = performance.now() - intended;
  state.now.recorders.ack.record(took);
  state.now.recorders.admitted.record(performance.now() - sentAt);
  if (shop > 0) state.now.recorders.others.record(took);
  const { conversationId, seq } = where;
  // Agents work in the first shop.
  if (shop === 0 && !state.followed.has(conversationId) && state.agents.some((one) => one.watch(conversationId)))
    state.followed.add(conversationId);
  else if (state.followed.has(conversationId)) notePlace(state, `${conversationId}/${seq}`, { intended });
}

function notePlace(state: State, key: string, half: { intended?: number; shownAt?: number }): void {
  const { intended, shownAt } = { ...state.places.get(key), ...half };
  if (intended === undefined || shownAt === undefined) {
    state.places.set(key, half);
    return;
  }
  state.places.delete(key);
  if (intended >= state.now.startedAt) state.now.recorders.shown.record(shownAt - intended);
}

function noteIf(state: State, intended: number, what: 'reply'): void {
  if (intended >= state.now.startedAt) state.now.recorders[what].record(performance.now() - intended);
}

async function playSegment(
  input: LoadClientsInput,
  segment: Segment,
  windows: readonly CustomerWindow[],
  state: State,
): Promise<SegmentResult> {
  state.now = emptyRunning();
  const { now } = state;
  const cpu = process.cpuUsage();
  const slow = segment.name === 'slow' ? windows.slice(0, Math.floor(windows.length * input.slowShare)) : [];
  for (const window of slow) window.read(false);
  if (segment.name === 'storm' && input.hasStorm) for (const window of windows) window.drop();
  const choose = createChooser(input, windows, new Set(slow));
  for (const at of arrivalsOf(segment, Math.random)) {
    const intended = now.startedAt + at;
    const ahead = intended - performance.now();
    // Timers wake late by a millisecond or two: what is due by then goes out together.
    if (ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
    now.intended += 1;
    now.recorders.lag.record(Math.max(0, performance.now() - intended));
    choose()?.say(intended, texts[now.intended % texts.length] ?? '');
    if (now.intended % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const rest = now.startedAt + segment.seconds * 1_000 - performance.now();
  // A second more for what is on its way; what comes later was not in time.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest) + 1_000));
  for (const window of slow) window.read(true);
  const used = process.cpuUsage(cpu);
  const { ack, admitted, reply, shown, others, lag } = now.recorders;
  return {
    name: segment.name,
    seconds: segment.seconds,
    intended: now.intended,
    acked: now.acked,
    refused: now.refused,
    ack: ack.figures(),
    admitted: admitted.figures(),
    reply: reply.figures(),
    shown: shown.figures(),
    others: others.figures(),
    lag: lag.figures(),
    cpu: (used.user + used.system) / 1e6 / (segment.seconds + 1),
  };
}

/** Which window speaks next: in turns, or most of the time one of the hot shop. */
function createChooser(
  input: LoadClientsInput,
  windows: readonly CustomerWindow[],
  silent: ReadonlySet<CustomerWindow>,
): () => CustomerWindow | undefined {
  const speaking = windows.filter((one) => !silent.has(one));
  if (input.hotShare === 0) {
    let next = 0;
    return () => speaking[next++ % speaking.length];
  }
  const [hot, others] = [speaking.filter((one) => one.shop === 0), speaking.filter((one) => one.shop > 0)];
  let [nextHot, nextOther] = [0, 0];
  return () =>
    Math.random() < input.hotShare ? hot[nextHot++ % hot.length] : others[nextOther++ % Math.max(1, others.length)];
}

/** Waits until every message has its answer; returns how many have none. */
async function drain(windows: readonly CustomerWindow[]): Promise<number> {
  const count = () => windows.reduce((sum, window) => sum + window.waiting(), 0);
  for (let second = 0; second < drainSeconds && count() > 0; second += 1)
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  return count();
}
