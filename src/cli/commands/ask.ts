import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import type { App } from '../../app.ts';
import { type ContentPart, listMessages, type Message, textOf } from '../../conversations/index.ts';
import { findOrCreateCustomer, linkStoreCustomer } from '../../customers/index.ts';
import { demoShopId, ensureDemoShop } from '../../demo-shop/index.ts';
import { AppError, fixedClock, type ShopId } from '../../platform/index.ts';
import { claimTurn, findTurnOf, type Received, type TurnTrace, takeTurn } from '../../walk/index.ts';
import { readJsonLines, writeJsonLine } from '../json-lines.ts';
import { readShopId, withApp } from '../open-app.ts';

const lineSchema = z.union([z.strictObject({ text: z.string() }), z.strictObject({ image: z.string() })]);
const optionsSchema = z.object({
  shop: z.string(),
  customer: z.string().optional(),
  at: z.iso.datetime({ offset: true, local: true }).optional(),
  language: z.enum(['zh-CN', 'zh-TW', 'en']).optional(),
});
type Options = z.infer<typeof optionsSchema>;

/** `ask`: one conversation from standard input; JSON Lines in and out, on a terminal a plain chat. */
export function addAskCommand(program: Command): void {
  program
    .command('ask')
    .description('talk to a shop: JSON Lines {"text":…} or {"image":PATH} in, one line of JSON out for each')
    .requiredOption('--shop <id>', 'shop that is asked')
    .option('--customer <id>', "the shop's own id of the customer, taken as proven")
    .option('--at <time>', 'answer as of this time, e.g. 2026-11-11T00:00:00+08:00')
    .option('--language <tag>', 'zh-CN, zh-TW or en until the customer writes in another')
    .action(async (given: unknown) => {
      const read = optionsSchema.safeParse(given);
      if (!read.success) {
        const [issue] = read.error.issues;
        throw new AppError('invalid', `--${String(issue?.path[0])}: ${issue?.message}`, {
          field: String(issue?.path[0]),
        });
      }
      const clock = read.data.at ? { clock: fixedClock(new Date(read.data.at)) } : {};
      await withApp((app) => (process.stdin.isTTY ? chat(app, read.data) : answerLines(app, read.data)), clock);
    });
}

/** The demo shop can be asked before anything was started. */
async function seedIfDemo({ ground }: App, options: Options): Promise<void> {
  if (options.shop !== demoShopId || ground.config.publicUrl !== undefined) return;
  await ensureDemoShop({ ...ground, now: ground.clock.now() });
}

async function answerLines(app: App, options: Options): Promise<void> {
  await seedIfDemo(app, options);
  const conversation = await openConversation(app, options);
  for await (const { line, value } of readJsonLines(process.stdin)) {
    const message = lineSchema.safeParse(value);
    if (!message.success)
      throw new AppError('invalid', `standard input, line ${line}: needs {"text":…} or {"image":…}`, {
        field: `line ${line}`,
      });
    await writeJsonLine(await conversation.say(toContent(message.data)));
  }
}

async function chat(app: App, options: Options): Promise<void> {
  await seedIfDemo(app, options);
  const conversation = await openConversation(app, options);
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  lines.prompt();
  for await (const text of lines) {
    if (text.trim() !== '') process.stdout.write(`${(await conversation.say([{ kind: 'text', text }])).reply}\n`);
    lines.prompt();
  }
}

function toContent(message: z.infer<typeof lineSchema>): ContentPart[] {
  if ('text' in message) return [{ kind: 'text', text: message.text }];
  const name = message.image.split(/[\\/]/).at(-1) ?? 'image';
  return [{ kind: 'image', image: { fileId: randomUUID(), width: 0, height: 0, contentType: 'image/jpeg', name } }];
}

/** One line of the answer, as documented for scripts. */
type AskReply = {
  reply: string;
  decision: string;
  intent: string;
  confidence: number;
  emotion: string;
  language: string;
  sources: readonly { id: string; title: string; value: string }[];
  actions: readonly { name: string; arguments: unknown; state: string }[];
  flow: string;
  load: string;
  ms: number;
};

async function openConversation(
  app: App,
  options: Options,
): Promise<{ say(content: readonly ContentPart[]): Promise<AskReply> }> {
  const shopId = readShopId(options.shop);
  await app.shops.get(shopId);
  const personId = `ask-${randomUUID()}`;
  if (options.customer) await bindCustomer(app, shopId, personId, options.customer, options.language);
  return {
    say: async (content) => {
      const startedAt = performance.now();
      const channel = app.walk.channels.get('console');
      const [inbound] =
        channel?.receive({
          personId,
          isVerified: options.customer !== undefined,
          messageId: randomUUID(),
          content,
          ...(options.language ? { language: options.language } : {}),
          sentAt: app.walk.clock.now(),
        }) ?? [];
      if (!inbound) throw new AppError('bug', 'the console channel is not in the list of channels');
      const received = await app.receiver.receive(shopId, inbound);
      return toReply(await answer(app, shopId, received), performance.now() - startedAt);
    },
  };
}

async function bindCustomer(
  app: App,
  shopId: ShopId,
  personId: string,
  storeCustomerId: string,
  language: string | undefined,
): Promise<void> {
  const shop = await app.shops.get(shopId);
  const known = await shop.store.findCustomer({ by: 'id', storeCustomerId });
  if (!known)
    throw new AppError('not-found', `--customer: shop '${shopId}' has no customer '${storeCustomerId}'`, {
      field: 'customer',
    });
  await app.walk.database.inShop(shopId, async (sql) => {
    const customer = await findOrCreateCustomer(sql, {
      shopId,
      identity: { channelId: 'console', sourceId: personId, isVerified: true },
      language: language ?? shop.language,
      now: app.walk.clock.now(),
    });
    await linkStoreCustomer(sql, {
      shopId,
      customerId: customer.customerId,
      storeCustomerId,
      displayName: known.name,
      identity: 'verified',
    });
  });
}

/** How a message was answered, whoever took its turn. */
type Answered = { trace: TurnTrace; messages: readonly Message[] };

/** Takes the due turn here and now; a server on the same data may be faster, then its answer is read. */
async function answer(app: App, shopId: ShopId, received: Received): Promise<Answered> {
  const { conversationId, message } = received;
  const { database, clock, owner } = app.walk;
  for (let attempt = 0; attempt < 250; attempt += 1) {
    const claim = await database.inShop(shopId, (sql) =>
      claimTurn(sql, { shopId, conversationId, owner, now: clock.now() }),
    );
    if (claim) await takeTurn(app.walk, claim);
    const answered = await database.inShop(shopId, async (sql) => {
      const turn = await findTurnOf(sql, shopId, conversationId, message.seq);
      if (!turn) return undefined;
      const later = await listMessages(sql, shopId, conversationId, {
        afterSeq: message.seq,
        limit: 20,
        withPrivate: false,
      });
      return { trace: turn.trace, messages: later.filter((one) => one.turnId === turn.turnId) };
    });
    if (answered) return answered;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new AppError('unavailable', 'the message is stored, but its turn was not answered in time');
}

function toReply({ trace, messages }: Answered, milliseconds: number): AskReply {
  const [intent] = trace.understanding.intents;
  return {
    reply: messages.map((message) => textOf(message.content)).join('\n'),
    decision: trace.decisions.at(-1)?.kind ?? 'wait',
    intent: intent?.intent ?? 'oos',
    confidence: intent?.confidence ?? 0,
    emotion: trace.understanding.emotion,
    language: trace.understanding.language,
    sources: trace.sources,
    actions: trace.actions,
    flow: trace.flow,
    load: trace.loadLevel,
    ms: Math.round(milliseconds * 10) / 10,
  };
}
