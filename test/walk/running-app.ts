import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type App, type AppOverrides, buildApp } from '../../src/app.ts';
import { type ContentPart, listMessages, type Message } from '../../src/conversations/index.ts';
import { findOrCreateCustomer, linkStoreCustomer } from '../../src/customers/index.ts';
import { demoShopId, ensureDemoShop } from '../../src/demo-shop/index.ts';
import type { Ground } from '../../src/ground.ts';
import {
  createMetrics,
  createSecrets,
  type FixedClock,
  fixedClock,
  readConfig,
  silentLog,
} from '../../src/platform/index.ts';
import { testDatabase } from '../../src/platform/testing.ts';
import type { Received } from '../../src/walk/index.ts';

const root = join(import.meta.dirname, '../..');

/** Noon of a Saturday in the shop: people are there. */
export const noon = new Date('2026-11-21T04:00:00Z');

/** The whole product without its server, on a database and a clock of its own, with the demo shop. */
export type RunningApp = {
  app: App;
  clock: FixedClock;
  /** Writes as a customer of the shop (or as a stranger) and waits for the turn's end. */
  aCustomer(storeCustomerId?: string, identity?: 'matched' | 'verified'): Promise<TestCustomer>;
  stop(): Promise<void>;
};

export type TestCustomer = {
  /** Sends one message and waits until nothing is due any more; returns what was written after it. */
  say(text: string): Promise<readonly Message[]>;
  /** Sends without waiting for the answer. */
  send(text: string, given?: { messageId?: string; content?: readonly ContentPart[] }): Promise<Received>;
  thread(): Promise<readonly Message[]>;
  settled(): Promise<void>;
};

export async function runApp(
  overrides: AppOverrides = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const test = await testDatabase({ maxConnections: 12 });
  const clock = fixedClock(noon);
  const secrets = createSecrets({ database: test.database, secretKey: 'k'.repeat(40) });
  const ground: Ground = {
    config: readConfig(environment),
    folder: root,
    log: silentLog(),
    metrics: createMetrics(),
    clock,
    database: test.database,
    owner: test.owner,
    secrets,
    isEmbedded: true,
    stop: async () => undefined,
  };
  await ensureDemoShop({ database: test.database, secrets, folder: root, now: noon, log: ground.log });
  // A crowded machine must not change what is tested.
  const app = await buildApp(ground, { loadLevel: () => 'normal', ...overrides });
  return {
    app,
    clock,
    aCustomer: (storeCustomerId, identity) => aCustomer(app, storeCustomerId, identity),
    stop: async () => {
      await app.stop();
      await test.close();
    },
  };
}

async function aCustomer(
  app: App,
  storeCustomerId: string | undefined,
  identity: 'matched' | 'verified' = 'verified',
): Promise<TestCustomer> {
  const personId = `person-${randomUUID()}`;
  const { database, clock } = app.walk;
  if (storeCustomerId)
    await database.inShop(demoShopId, async (sql) => {
      const customer = await findOrCreateCustomer(sql, {
        shopId: demoShopId,
        identity: { channelId: 'console', sourceId: personId, isVerified: true },
        language: 'zh-CN',
        now: clock.now(),
      });
      await linkStoreCustomer(sql, {
        shopId: demoShopId,
        customerId: customer.customerId,
        storeCustomerId,
        displayName: '测试',
        identity,
      });
    });
  let last: Received | undefined;
  const send: TestCustomer['send'] = async (text, given = {}) => {
    last = await app.receiver.receive(demoShopId, {
      channelId: 'console',
      personId,
      isVerified: storeCustomerId !== undefined,
      messageId: given.messageId ?? randomUUID(),
      content: given.content ?? [{ kind: 'text', text }],
      sentAt: clock.now(),
    });
    return last;
  };
  const thread = async () => {
    const conversationId = last?.conversationId;
    if (!conversationId) return [];
    return await database.inShop(demoShopId, (sql) =>
      listMessages(sql, demoShopId, conversationId, { limit: 500, withPrivate: true }),
    );
  };
  const settled = async () => {
    await app.turns.drain();
    await app.relay.drain();
    await app.router.drain();
  };
  return {
    send,
    thread,
    settled,
    say: async (text) => {
      const { message } = await send(text);
      await settled();
      return (await thread()).filter((one) => one.seq > message.seq);
    },
  };
}

/** Words of messages, as somebody reads them. */
export function wordsIn(messages: readonly Message[]): string {
  return messages
    .flatMap((message) => message.content)
    .flatMap((part) => (part.kind === 'text' ? [part.text] : []))
    .join('\n');
}
