import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics, type FixedClock, fixedClock, silentLog } from '../../platform/index.ts';
import { createModelGateway, type ProviderGateway } from './gateway.ts';
import { type GivenGatewayOptions, readGatewayOptions } from './gateway-options.ts';
import type { ModelProvider } from './model-provider.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible/openai-compatible-provider.ts';
import { anUnderstandRequest, aWordRequest } from './testing/a-request.ts';
import { type FakeMode, type FakeModelServer, startFakeModelServer } from './testing/fake-model-server.ts';

let server: FakeModelServer;
let clock: FixedClock;
beforeEach(async () => {
  server = await startFakeModelServer();
  clock = fixedClock('2026-11-21T10:00:00Z');
});
afterEach(() => server.stop());

const cancelling = JSON.stringify({ commands: [{ kind: 'start-flow', flow: 'cancel-order', slots: [] }] });
const question = anUnderstandRequest('那个单子我想不要了行不');
const goodText = '好的,PD20260001 这单已经帮您取消啦。129 元会退回支付宝,1-7 个工作日到账。';
const hiddenText = goodText.replace('PD20260001', '[ORDER_1]');

function aGateway(options: GivenGatewayOptions = {}, provider?: ModelProvider): ProviderGateway {
  return createModelGateway({
    provider: provider ?? createOpenAiCompatibleProvider({ url: server.url, name: 'qwen' }),
    clock,
    log: silentLog(),
    metrics: createMetrics(),
    options: { totalTimeoutMs: 400, cachedAnswers: 0, ...options },
  });
}

describe('a model that works', () => {
  it('gives commands', async () => {
    server.answerWith({ do: 'stream', text: cancelling });
    const commands = await aGateway().understand(question);
    expect(commands).toMatchObject([{ kind: 'start-flow', flow: 'cancel-order' }]);
  });

  it.each([
    ['between thoughts', `<think>{"a":1} hm</think>${cancelling}`],
    ['in a code fence', `Here you are:\n\`\`\`json\n${cancelling}\n\`\`\``],
  ])('gives commands %s where the server knows no schemas', async (_, text) => {
    server.answerWith({ do: 'no-schemas', text, refuses: ['json_schema', 'json_object'] });
    expect(await aGateway().understand(question)).toHaveLength(1);
  });

  it('gives wording, sentence by sentence, with the hidden values put back', async () => {
    server.answerWith({ do: 'stream', text: hiddenText });
    const sentences: string[] = [];
    expect(await aGateway().word(aWordRequest(), (text) => sentences.push(text) > 0)).toBe(goodText);
    expect(sentences).toHaveLength(2);
    expect(sentences.join('')).toBe(goodText);
  });

  it('is slow, but in time', async () => {
    server.answerWith({ do: 'stream', text: hiddenText, pieceMs: 2 });
    expect(await aGateway({ totalTimeoutMs: 4000 }).word(aWordRequest())).toBe(goodText);
  });
});

const broken: readonly [string, FakeMode][] = [
  ['stalls before the first token', { do: 'stall-first' }],
  ['stalls in the middle', { do: 'stall-mid', text: '{"comm' }],
  ['has too many requests', { do: 'status', status: 429, retryAfter: '3600' }],
  ['answers 500', { do: 'status', status: 500 }],
  ['answers 503', { do: 'status', status: 503 }],
  ['answers 401', { do: 'status', status: 401 }],
  ['ends the stream early', { do: 'truncated', text: '{"commands"' }],
  ['sends invalid JSON', { do: 'invalid-json' }],
  ['reports an error in the stream', { do: 'error-in-stream' }],
  ['never stops', { do: 'endless' }],
  ['never ends a line', { do: 'endless-line' }],
  ['writes too slowly', { do: 'stream', text: cancelling.repeat(20), pieceMs: 40 }],
  ['is cut by its limit', { do: 'cut-by-length', text: '{"commands":[' }],
];

describe('a model that', () => {
  it.each(broken)('%s: undefined, and the breaker opens after five calls', async (_, mode) => {
    server.answerWith(mode);
    const gateway = aGateway();
    for (let count = 0; count < 8; count += 1) {
      expect(await gateway.understand(question)).toBeUndefined();
    }
    expect(server.requests.length).toBeLessThanOrEqual(5);
    expect(gateway.health()).toMatchObject({ isUsable: false, lastError: expect.any(String) });
    await expect.poll(() => server.open()).toBe(0);
  });

  it.each(broken)('%s gives no wording either', async (_, mode) => {
    server.answerWith(mode);
    expect(await aGateway().word(aWordRequest())).toBeUndefined();
  });

  it.each([
    ['another schema', '{"actions":[{"tool":"refund","amount":99999}]}'],
    ['an unknown command', '{"commands":[{"kind":"perform","action":"request-refund"}]}'],
    ['more than asked', `${cancelling.slice(0, -1)},"role":"admin"}`],
    ['prose', '好的,马上为您取消。'],
    ['nothing', ''],
  ])('writes %s: undefined', async (_, text) => {
    server.answerWith({ do: 'stream', text });
    expect(await aGateway().understand(question)).toBeUndefined();
  });

  it('hangs without listening to the end signal cannot hold a turn up', async () => {
    const deaf: ModelProvider = {
      name: 'deaf',
      complete: async function* () {
        await new Promise(() => {});
        yield { kind: 'text', text: '' };
      },
    };
    expect(await aGateway({}, deaf).understand(question)).toBeUndefined();
  });

  it('throws what is no AppError: undefined', async () => {
    const bad: ModelProvider = {
      name: 'bad',
      complete: () => {
        throw new TypeError('bad');
      },
    };
    expect(await aGateway({}, bad).understand(question)).toBeUndefined();
  });
});

describe('the breaker', () => {
  it('lets one probe through after its pause and closes when that succeeds', async () => {
    const gateway = aGateway({ breakerPauseMs: 10_000 });
    server.answerWith({ do: 'status', status: 500 });
    for (let count = 0; count < 6; count += 1) await gateway.understand(question);
    expect(server.requests).toHaveLength(5);
    clock.advance(10_000);
    server.answerWith({ do: 'status', status: 500 }, { do: 'stream', text: cancelling });
    await Promise.all([gateway.understand(question), gateway.understand(question)]);
    expect(server.requests).toHaveLength(6);
    expect(gateway.health().isUsable).toBe(false);
    clock.advance(10_000);
    expect(await gateway.understand(question)).toHaveLength(1);
    expect(gateway.health().isUsable).toBe(true);
  });

  it('keeps away for as long as a server with too many requests asks for', async () => {
    const gateway = aGateway();
    server.answerWith({ do: 'status', status: 429, retryAfter: '20' }, { do: 'stream', text: cancelling });
    await gateway.understand(question);
    expect(await gateway.understand(question)).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    clock.advance(20_000);
    expect(await gateway.understand(question)).toHaveLength(1);
  });
});

describe('retries', () => {
  it('are at most a tenth of the calls', async () => {
    const gateway = aGateway({ breakerFailures: 1000 });
    server.answerWith({ do: 'status', status: 503 });
    for (let count = 0; count < 60; count += 1) await gateway.understand(question);
    expect(server.requests.length).toBeGreaterThan(60);
    expect(server.requests.length).toBeLessThanOrEqual(66);
  });

  it('save a call that failed at once', async () => {
    const gateway = aGateway({ retryShare: 1, totalTimeoutMs: 4000 });
    server.answerWith({ do: 'status', status: 503 }, { do: 'stream', text: cancelling });
    expect(await gateway.understand(question)).toHaveLength(1);
  });

  it.each([
    ['too many requests', { do: 'status', status: 429 }],
    ['begun replies', { do: 'truncated', text: '{' }],
    ['wrong keys', { do: 'status', status: 401 }],
    ['time-outs', { do: 'stall-first' }],
  ] satisfies [string, FakeMode][])('are not made after %s', async (_, mode) => {
    server.answerWith(mode);
    await aGateway({ retryShare: 1 }).understand(question);
    expect(server.requests).toHaveLength(1);
  });
});

describe('limits', () => {
  it.each([undefined, 1000, 6000, 600_000])(
    'both calls of one turn end within its time-out (%s ms)',
    (totalTimeoutMs) => {
      const { callTimeoutMs, firstTokenTimeoutMs } = readGatewayOptions(
        totalTimeoutMs === undefined ? {} : { totalTimeoutMs },
      );
      expect(2 * callTimeoutMs).toBeLessThanOrEqual(totalTimeoutMs ?? 6000);
      expect(firstTokenTimeoutMs).toBeLessThanOrEqual(callTimeoutMs);
    },
  );

  it('calls beyond the places and the queue are turned away without a request', async () => {
    const gateway = aGateway({ concurrent: 2, waiting: 1, totalTimeoutMs: 4000 });
    server.answerWith({ do: 'stream', text: cancelling, pieceMs: 5 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => gateway.understand(question)));
    expect(replies.filter((reply) => reply !== undefined)).toHaveLength(3);
    expect(server.requests).toHaveLength(3);
  });

  it('a shop whose tokens of the hour are spent waits for the next hour; other shops go on', async () => {
    const gateway = aGateway({ tokensPerShopAndHour: 4000 });
    server.answerWith({ do: 'stream', text: cancelling, withUsage: 3000 });
    expect(await gateway.understand(question)).toHaveLength(1);
    expect(await gateway.understand(question)).toBeUndefined();
    expect(await gateway.understand({ ...question, shopId: 'other' })).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
    clock.advance(3_600_000);
    expect(await gateway.understand(question)).toHaveLength(1);
  });

  it('messages and replies that are too long are not sent at all', async () => {
    const gateway = aGateway();
    const long = '退'.repeat(200_000);
    expect(await gateway.understand(anUnderstandRequest({ text: long }))).toBeUndefined();
    expect(await gateway.word(aWordRequest({ templateText: long }))).toBeUndefined();
    expect(server.requests).toHaveLength(0);
  });

  it('health tells calls, failures and times', async () => {
    const gateway = aGateway();
    server.answerWith({ do: 'stream', text: cancelling }, { do: 'status', status: 401 });
    await gateway.understand(question);
    await gateway.understand(question);
    expect(gateway.health()).toMatchObject({
      isUsable: true,
      calls: 2,
      failures: 1,
      lastError: expect.stringContaining('401'),
    });
    expect(gateway.health().p90Ms).toBeGreaterThanOrEqual(gateway.health().p50Ms);
  });
});
