import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type App, buildApp } from '../app.ts';
import { openGround } from '../ground.ts';
import { type KnowledgeQuestion, madeProduct } from '../knowledge/index.ts';
import { createLog, readConfig } from '../platform/index.ts';
import { knowledgeShopId, watchedQuestion } from './knowledge-shop.ts';
import { tellProgress } from './parts.ts';
import { quantile } from './report.ts';

export const knowledgeNodeInput = z.object({
  dataFolder: z.string(),
  folder: z.string(),
  products: z.number(),
  seconds: z.number(),
  /** Ends only when the catalogue is kept in its file, as a process that goes on would leave it. */
  leavesFile: z.boolean(),
});

/** Milliseconds from the start of the process to its first answer, memory in MiB, and how it goes on from there. */
export const knowledgeNodeResult = z.object({
  firstAnswerMs: z.number(),
  /** Of those: until the product was built, and processor seconds of this process until the answer. */
  builtMs: z.number(),
  processorSeconds: z.number(),
  residentMiB: z.number(),
  peakMiB: z.number(),
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  wrong: z.number(),
  /** When the watched answer had changed, in milliseconds since 1970. */
  seenAt: z.number(),
});

export const knowledgeNodeProgress = z.object({ isWaiting: z.boolean() });

/** A process of its own with the whole product: answers its first customer, then many questions, then waits for a release. */
export async function runKnowledgeNode(
  input: z.infer<typeof knowledgeNodeInput>,
): Promise<z.infer<typeof knowledgeNodeResult>> {
  const config = { ...readConfig(process.env), databaseUrl: undefined, dataFolder: input.dataFolder };
  const log = createLog({ level: 'warn', destination: process.stderr });
  const ground = await openGround(config, input.folder, { log });
  const app = await buildApp(ground);
  const builtMs = performance.now();
  try {
    await answerFirst(app, input.products);
    const firstAnswerMs = performance.now();
    const { user, system } = process.cpuUsage();
    const start = { firstAnswerMs, builtMs, processorSeconds: (user + system) / 1e6 };
    const speed = await askMany(app, input);
    const memory = await memoryMiB();
    if (input.leavesFile) await fileWritten(input.dataFolder);
    const before = await watched(app);
    tellProgress({ isWaiting: true });
    while ((await watched(app)) === before) await new Promise((resolve) => setTimeout(resolve, 2));
    return { ...start, ...memory, ...speed, seenAt: Date.now() };
  } finally {
    await app.stop();
    await ground.stop();
  }
}

/** A customer asks in a conversation what something is made of; done when the reply is stored and told. */
async function answerFirst(app: App, products: number): Promise<void> {
  const product = madeProduct(Math.floor(products / 2));
  const committed = new Promise<void>((resolve) => {
    app.bus.subscribe(['turn.committed'], () => resolve());
  });
  await app.receiver.receive(knowledgeShopId, {
    channelId: 'console',
    personId: `bench-${process.pid}`,
    isVerified: false,
    messageId: `bench-${process.pid}`,
    content: [{ kind: 'text', text: `${product.name['zh-CN']}是什么材质` }],
    sentAt: app.walk.clock.now(),
  });
  await committed;
}

/** Questions about products all over the catalogue; a material or price that is not the product's own counts as wrong. */
async function askMany(app: App, { products, seconds }: { products: number; seconds: number }) {
  const { knowledge } = await app.shops.get(knowledgeShopId);
  const times: number[] = [];
  let wrong = 0;
  const until = performance.now() + seconds * 1_000;
  for (let round = 0; performance.now() < until; round += 1) {
    const { question, expected } = questionOf(round, products);
    const startedAt = performance.now();
    const answer = knowledge.answer(question);
    times.push(performance.now() - startedAt);
    if (expected !== undefined && !JSON.stringify(answer).includes(expected)) wrong += 1;
    // The process does other things as well.
    if (round % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const spent = times.reduce((sum, time) => sum + time, 0);
  return {
    perSecond: times.length / (spent / 1_000),
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    wrong,
  };
}

function questionOf(round: number, products: number): { question: KnowledgeQuestion; expected?: string | undefined } {
  const product = madeProduct((round * 7_919) % products);
  const name = product.name['zh-CN'];
  const kinds = [
    { intent: 'product.attribute', text: `${name}是什么材质`, expected: product.attributes[0]?.value['zh-CN'] },
    { intent: 'promo.price', text: `${name}多少钱`, expected: undefined },
    { intent: 'product.stock', text: `${name}有货吗`, expected: undefined },
    { intent: 'product.recommend', text: '200以内适合敏感肌的保湿面霜，要现货', expected: undefined },
    { intent: 'other.question', text: `仓库的改期怎么办理`, expected: undefined },
  ];
  const { expected, ...asked } = kinds[round % kinds.length] ?? { intent: 'product.attribute', text: name };
  return { question: { ...asked, language: 'zh-CN', productIds: [], asOf: new Date() }, expected };
}

async function watched(app: App): Promise<string> {
  const { knowledge } = await app.shops.get(knowledgeShopId);
  const asked = {
    intent: 'other.question',
    text: watchedQuestion,
    language: 'zh-CN',
    productIds: [],
    asOf: new Date(),
  } as const;
  const answer = knowledge.answer(asked);
  return answer.kind === 'approved' ? answer.text : answer.kind;
}

/** Waits until the catalogue lies in its file, a minute at most. */
async function fileWritten(dataFolder: string): Promise<void> {
  const folder = path.join(dataFolder, 'shelves');
  const until = performance.now() + 60_000;
  const isThere = async () => (await readdir(folder).catch(() => [])).some((name) => name.endsWith('.shelf'));
  while (performance.now() < until && !(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function memoryMiB(): Promise<{ residentMiB: number; peakMiB: number }> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024;
  return { residentMiB: read('VmRSS') || process.memoryUsage.rss() / 1_048_576, peakMiB: read('VmHWM') };
}
