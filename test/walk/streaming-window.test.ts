import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { createModelGateway, createOpenAiCompatibleProvider } from '../../src/dialogue/models/index.ts';
import { type FakeModelServer, startFakeModelServer } from '../../src/dialogue/models/testing/fake-model-server.ts';
import { createMetrics, silentLog, systemClock } from '../../src/platform/index.ts';
import { createServer, type PeakdeskServer } from '../../src/server/index.ts';
import type { ServerLine } from '../../src/server/protocol/realtime.ts';
import { openTestWindow, type TestWindow } from '../../src/server/testing/window.ts';
import { insertSession, listStaff } from '../../src/staff/index.ts';
import { reduce } from '../../web/widget/state/reduce.ts';
import { initialState, type WidgetState } from '../../web/widget/state/widget-state.ts';
import { quiet, withLine } from '../../web/workspace/cache/live.ts';
import { noon, type RunningApp, runApp } from './running-app.ts';

let model: FakeModelServer;
let running: RunningApp;
let server: PeakdeskServer;
let address: string;

beforeAll(async () => {
  model = await startFakeModelServer();
  const models = createModelGateway({
    provider: createOpenAiCompatibleProvider({ url: model.url, name: 'fake' }),
    clock: systemClock,
    log: silentLog(),
    metrics: createMetrics(),
    options: { totalTimeoutMs: 8_000, breakerFailures: 1_000, cachedAnswers: 0, hedgeFromCalls: 0 },
  });
  running = await runApp({ models: { ...models, understand: async () => undefined } });
  server = createServer(running.app);
  address = await server.listen(0, '127.0.0.1');
}, 300_000);
afterAll(async () => {
  await server.close();
  await running.stop();
  await model.stop();
});

/** The model says a word of its own and then what the template says, or something else. */
function modelSays(words: (template: string) => string): void {
  model.answerWith((raw) => {
    const { messages }: { messages: { content: string }[] } = JSON.parse(raw);
    const { reply }: { reply: string } = JSON.parse(messages.at(-1)?.content ?? '{}');
    return { do: 'stream', text: words(reply), pieceMs: 3 };
  });
}

async function openCustomer(): Promise<TestWindow> {
  const answer = await fetch(`${address}/api/v1/widget/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ shopId: demoShopId, language: 'zh-CN' }),
  });
  const { token }: { token: string } = JSON.parse(await answer.text());
  const window = await openTestWindow(address, { role: 'customer', token });
  await told(window, (line) => line.type === 'ready');
  return window;
}

async function openStaff(conversationId: string): Promise<TestWindow> {
  const { database } = running.app.walk;
  const token = await database.inShop(demoShopId, async (sql) => {
    const [agent] = await listStaff(sql, demoShopId);
    if (!agent) throw new Error('the demo shop has no staff');
    const session = await insertSession(sql, {
      shopId: demoShopId,
      staffId: agent.staffId,
      userAgent: 'test',
      now: noon,
    });
    return session.token;
  });
  const window = await openTestWindow(
    address,
    { role: 'staff' },
    { origin: address, cookie: `peakdesk_session=${token}` },
  );
  await told(window, (line) => line.type === 'ready');
  window.send({ type: 'watch', conversationId, afterSeq: 0 });
  await told(window, (line) => line.type === 'message');
  return window;
}

let count = 0;
async function ask(window: TestWindow, text: string): Promise<string> {
  count += 1;
  const clientId = `client-${count}-streams`;
  window.send({ type: 'send', clientId, content: [{ kind: 'text', text }] });
  const ack = await told(window, (line) => line.type === 'ack' && line.clientId === clientId);
  return ack.type === 'ack' ? ack.conversationId : '';
}

/** Waits longer than a window's own patience: the whole product runs beside other tests. */
async function told(window: TestWindow, fits: (line: ServerLine) => boolean): Promise<ServerLine> {
  await expect.poll(() => window.lines.some(fits), { timeout: 30_000 }).toBe(true);
  const found = window.lines.find(fits);
  if (!found) throw new Error('no such line');
  return found;
}

const isReply = (line: ServerLine) => line.type === 'message' && line.message.author.kind === 'ai';
const textOf = (line: ServerLine) =>
  line.type === 'message'
    ? line.message.content.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n')
    : '';

/** What the customer's window has shown of a reply, step by step, by its own rules. */
function shownIn(lines: readonly ServerLine[]): { steps: string[]; end: WidgetState } {
  const steps: string[] = [];
  let state: WidgetState = initialState;
  for (const line of lines) {
    state = reduce(state, { type: 'line', line, now: 0, isWatched: true });
    if (line.type === 'reply-delta') steps.push(state.streamed);
  }
  return { steps, end: state };
}

describe('a reply over the widget’s protocol', () => {
  it('grows sentence by sentence and becomes the message', async () => {
    modelSays((template) => `您好呀。${template}`);
    const window = await openCustomer();
    await ask(window, '满300减50还有吗');
    const reply = textOf(await told(window, isReply));
    const { steps, end } = shownIn(window.lines);
    expect(steps.length).toBeGreaterThan(1);
    for (const [index, step] of steps.entries()) expect(step.startsWith(steps[index - 1] ?? '')).toBe(true);
    expect(reply).toBe(steps.at(-1));
    expect(end.streamed).toBe('');
    expect(end.typing).toBeUndefined();
    const order = window.lines.map((line) => line.type);
    expect(order.indexOf('typing')).toBeLessThan(order.indexOf('reply-delta'));
    await window.close();
  });

  it('that begins to lie is taken back, and the truth takes its place', async () => {
    modelSays(() => '您好呀。现在全场只要 1 元。');
    const window = await openCustomer();
    await ask(window, '满300减50还有吗');
    const reply = textOf(await told(window, isReply));
    const { steps, end } = shownIn(window.lines);
    expect(steps).toEqual(['您好呀。', '']);
    expect(reply).not.toContain('1 元。');
    expect(reply).toContain('50');
    expect(end.streamed).toBe('');
    await window.close();
  });

  it('is seen by the agent’s window as it grows', async () => {
    modelSays((template) => template);
    const window = await openCustomer();
    const conversationId = await ask(window, '什么时候发货');
    await told(window, isReply);
    const desk = await openStaff(conversationId);
    modelSays((template) => `您好呀。${template}`);
    const before = desk.lines.length;
    await ask(window, '满300减50还有吗');
    await told(desk, (line) => line.type === 'reply-delta');
    await told(desk, (line) => isReply(line) && textOf(line).startsWith('您好呀。'));
    let live = quiet;
    const seen: string[] = [];
    for (const line of desk.lines.slice(before)) {
      live = withLine(live, line);
      if (line.type === 'reply-delta') seen.push(live.streaming);
    }
    expect(seen[0]).toBe('您好呀。');
    expect(live).toMatchObject({ streaming: '', isAiTyping: false });
    await desk.close();
    await window.close();
  });
});
