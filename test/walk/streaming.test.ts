import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { createModelGateway, createOpenAiCompatibleProvider } from '../../src/dialogue/models/index.ts';
import {
  type FakeMode,
  type FakeModelServer,
  startFakeModelServer,
} from '../../src/dialogue/models/testing/fake-model-server.ts';
import { createMetrics, type PublishedEvent, silentLog, systemClock } from '../../src/platform/index.ts';
import { type RunningApp, runApp, wordsIn } from './running-app.ts';
import { createShown } from './shown-reply.ts';

let server: FakeModelServer;
let running: RunningApp;
const events: PublishedEvent[] = [];

beforeAll(async () => {
  server = await startFakeModelServer();
  const models = createModelGateway({
    provider: createOpenAiCompatibleProvider({ url: server.url, name: 'fake' }),
    clock: systemClock,
    log: silentLog(),
    metrics: createMetrics(),
    options: { totalTimeoutMs: 2_000, breakerFailures: 1_000, cachedAnswers: 0, hedgeFromCalls: 0 },
  });
  // Understanding is the embedded one's, so that the fake server is asked for words only.
  running = await runApp({ models: { ...models, understand: async () => undefined } });
  running.app.bus.subscribe(['reply.streamed', 'typing.changed'], (event) => void events.push(event));
}, 300_000);
afterAll(async () => {
  await running.stop();
  await server.stop();
});
beforeEach(() => void events.splice(0));

const question = '满300减50还有吗';

/** Asks the question; tells what windows showed on the way and what was committed. */
async function ask(mode: FakeMode | ((template: string) => FakeMode), text = question) {
  const customer = await running.aCustomer();
  server.answerWith((request) => {
    const template = templateOf(request);
    return typeof mode === 'function' ? mode(template) : mode;
  });
  const replies = await customer.say(text);
  const shown = createShown(events);
  return { replies, words: wordsIn(replies), shown };
}

function templateOf(raw: string): string {
  const body: { messages: { content: string }[] } = JSON.parse(raw);
  const user: { reply: string } = JSON.parse(body.messages.at(-1)?.content ?? '{}');
  return user.reply;
}

/** What the template says, as a model would say it: a word before it and the same values. */
const reworded = (template: string) => `您好呀。${template}`;

describe('a reply that a model words', () => {
  it('is shown sentence by sentence and committed as it was shown', async () => {
    const { words, shown } = await ask((template) => ({ do: 'stream', text: reworded(template), pieceMs: 1 }));
    expect(shown.steps.length).toBeGreaterThan(1);
    expect(shown.steps[0]).toBe('您好呀。');
    expect(words).toBe(shown.last);
    expect(shown.isWithdrawn).toBe(false);
  });

  it('is announced by a sign of typing before its first word', async () => {
    await ask((template) => ({ do: 'stream', text: reworded(template), pieceMs: 1 }));
    expect(events[0]).toMatchObject({ type: 'typing.changed', payload: { by: 'ai', isTyping: true } });
  });

  it.each<[string, (template: string) => FakeMode]>([
    ['stalls in the middle', () => ({ do: 'stall-mid', text: '您好呀。我来帮您' })],
    ['is cut off', () => ({ do: 'truncated', text: '您好呀。我来' })],
    ['stops at its limit', () => ({ do: 'cut-by-length', text: '您好呀。我来' })],
  ])('and that %s is taken back; the template goes out', async (_, mode) => {
    const { words, shown } = await ask(mode);
    expect(shown.steps).toContain('您好呀。');
    expect(words).not.toBe('');
    expect(words.startsWith('您好呀。') || shown.isWithdrawn).toBe(true);
  });

  it.each<[string, string]>([
    ['a price', '现在只要 9.9 元。'],
    ['a coupon', '再送您一张 100 元券。'],
    ['a link', '点这里 https://evil.example/x 领取。'],
    ['HTML', '<b>好</b>的。'],
    ['a promise', '保证永久有效。'],
  ])('never shows a lie: %s', async (_, lie) => {
    const { words, shown, replies } = await ask((template) => ({
      do: 'stream',
      text: `您好呀。${lie}${template}`,
      pieceMs: 1,
    }));
    expect(shown.steps.join()).not.toContain(lie.slice(0, 6));
    expect(words).not.toContain(lie);
    expect(replies.at(-1)?.author.kind).toBe('ai');
  });

  it.each<[string, FakeMode]>([
    ['fails', { do: 'status', status: 500 }],
    ['never begins', { do: 'stall-first' }],
    ['sends no JSON', { do: 'invalid-json' }],
  ])('shows nothing where the model %s', async (_, mode) => {
    const { words, shown } = await ask(mode);
    expect(shown.steps).toEqual([]);
    expect(words).toContain('50');
  });

  it('is one message, however it was made', async () => {
    const { replies } = await ask((template) => ({ do: 'stream', text: reworded(template), pieceMs: 1 }));
    expect(replies.filter((reply) => reply.author.kind === 'ai')).toHaveLength(1);
  });
});

describe('a draft that nobody gets to read', () => {
  it('is taken back when the customer writes on before it is committed', async () => {
    const customer = await running.aCustomer();
    server.answerWith((request) => ({ do: 'stream', text: reworded(templateOf(request)), pieceMs: 20 }));
    await customer.send(question);
    await expect.poll(() => events.some((event) => event.type === 'reply.streamed'), { interval: 5 }).toBe(true);
    await customer.send('还有,几天发货');
    await customer.settled();
    const thread = await customer.thread();
    const replies = thread.filter((message) => message.author.kind === 'ai');
    const shown = createShown(events);
    expect(replies).toHaveLength(1);
    expect(shown.isWithdrawn).toBe(true);
    expect(wordsIn(replies).startsWith(shown.last)).toBe(true);
  });
});

describe('the sign of typing', () => {
  it('comes when a turn takes long, and ends with a turn that says nothing', async () => {
    const { words } = await ask({ do: 'stall-first' });
    const signs = events.filter((event) => event.type === 'typing.changed');
    expect(signs[0]).toMatchObject({ shopId: demoShopId, payload: { by: 'ai', isTyping: true } });
    expect(words).not.toBe('');
  });
});

describe('what models did', () => {
  it('stands in the trace of the turn with time, tokens and version of the prompt', async () => {
    const { replies } = await ask((template) => ({ do: 'stream', text: reworded(template), withUsage: 321 }));
    const { findTurnTrace } = await import('../../src/walk/index.ts');
    const turnId = replies.at(-1)?.turnId;
    if (!turnId) throw new Error('no turn');
    const found = await running.app.walk.database.inShop(demoShopId, (sql) => findTurnTrace(sql, demoShopId, turnId));
    expect(found?.trace.models).toMatchObject([{ task: 'word', model: 'fake', outcome: 'reply', promptVersion: 2 }]);
    const [call] = found?.trace.models ?? [];
    expect((call?.inputTokens ?? 0) + (call?.outputTokens ?? 0)).toBe(321);
  });
});
