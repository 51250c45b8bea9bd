import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createModelGateway,
  createOpenAiCompatibleProvider,
  type ModelGateway,
} from '../../src/dialogue/models/index.ts';
import {
  type FakeMode,
  type FakeModelServer,
  startFakeModelServer,
} from '../../src/dialogue/models/testing/fake-model-server.ts';
import { type ConversationId, createMetrics, silentLog, systemClock } from '../../src/platform/index.ts';
import { noon, type RunningApp, runApp } from './running-app.ts';

let server: FakeModelServer;
let running: RunningApp;
let ticking: NodeJS.Timeout;
const repliedAt = new Map<ConversationId, number>();

/** The gateway as it is shipped, a fresh one for each kind of trouble. */
let gateway: ModelGateway;
const aGateway = () =>
  createModelGateway({
    provider: createOpenAiCompatibleProvider({ url: server.url, name: 'fake' }),
    clock: systemClock,
    log: silentLog(),
    metrics: createMetrics(),
  });

beforeAll(async () => {
  server = await startFakeModelServer();
  running = await runApp({
    models: {
      understand: (request) => gateway.understand(request),
      word: (request, onSentence) => gateway.word(request, onSentence),
      health: () => gateway.health(),
    },
  });
  // The shop's clock goes as the real one does.
  const startedAt = performance.now();
  ticking = setInterval(() => running.clock.set(new Date(noon.getTime() + performance.now() - startedAt)), 10);
  running.app.bus.subscribe(['message.sent', 'conversation.queued'], ({ conversationId }) => {
    if (conversationId && !repliedAt.has(conversationId)) repliedAt.set(conversationId, performance.now());
  });
}, 300_000);
afterAll(async () => {
  clearInterval(ticking);
  await running.stop();
  await server.stop();
});

/** What is promised, whatever a model does. */
const promisedMilliseconds = 8_000;
const customers = 40;

const trouble: readonly [string, FakeMode][] = [
  ['has too many requests', { do: 'status', status: 429, retryAfter: '30' }],
  ['answers 500', { do: 'status', status: 500 }],
  ['says nothing', { do: 'stall-first' }],
  ['stalls in the middle', { do: 'stall-mid', text: '您好呀。我来帮您' }],
  ['writes a sign every 400 ms', { do: 'stream', text: '您好呀，这个问题我来为您看一下。'.repeat(5), pieceMs: 400 }],
  ['is cut off', { do: 'truncated', text: '您好呀。我来' }],
  ['writes what nobody can read', { do: 'invalid-json' }],
  ['writes without end', { do: 'endless' }],
  ['promises what is not true', { do: 'stream', text: '您好，这单给您免单，再送您 500 元现金。' }],
];

describe('forty customers who write at once to a shop whose model', () => {
  it.each(trouble)('%s all have a reply or a person within eight seconds', async (_name, mode) => {
    server.answerWith(mode);
    gateway = aGateway();
    const waits = await Promise.all(
      Array.from({ length: customers }, async (_none, index) => {
        const customer = await running.aCustomer();
        const sentAt = performance.now();
        const { conversationId } = await customer.send(
          ['满300减50还有吗', '什么时候发货', '那个怎么弄呀'][index % 3] ?? '',
        );
        await customer.settled();
        return (repliedAt.get(conversationId) ?? Number.POSITIVE_INFINITY) - sentAt;
      }),
    );
    expect(Math.max(...waits)).toBeLessThan(promisedMilliseconds);
  });
});
