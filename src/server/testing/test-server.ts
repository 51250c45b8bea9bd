import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createWidgetChannel } from '../../channels/index.ts';
import type { Conversation, ImageReference, Message } from '../../conversations/index.ts';
import {
  createBus,
  createLog,
  createMetrics,
  createSecrets,
  readConfig,
  type ShopId,
  silentLog,
  startOutboxRelay,
  systemClock,
} from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import {
  hashPassword,
  insertSession,
  insertStaff,
  type Role,
  type StaffMember,
  saveGroup,
  setGroups,
} from '../../staff/index.ts';
import { createReceiver, createTurnCommits, type WalkParts } from '../../walk/index.ts';
import { createServer } from '../create-server.ts';
import type {
  CustomerConversation,
  CustomerMessage,
  InboxCounts,
  InboxItem,
  StaffView,
  Suggestion,
} from '../protocol/views.ts';
import type { HubOptions } from '../realtime/hub.ts';
import type { ServerParts } from '../server-parts.ts';
import { fakeShop } from './fake-shop.ts';

/** A listening server over a real database, with fake shops and without the AI. */
export type TestServer = {
  address: string;
  test: TestDatabase;
  parts: ServerParts;
  /** Idempotency keys of actions that the fake shops have done. */
  performed: string[];
  makeStaff(shopId: ShopId, role: Role, more?: { name?: string; password?: string }): Promise<SignedInTester>;
  /** A request as the signed-in person's own page would send it. */
  as(
    who: SignedInTester | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** A request of a customer's window. */
  asWindow(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  openWindow(shopId: ShopId, more?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
};

export type SignedInTester = { staff: StaffMember; token: string; shopId: ShopId };
export type Answer = { status: number; body: Answered; headers: Headers; text: string };
/** JSON as it came; tests look at single fields, of which each answer has some. */
export type Answered = {
  token: string;
  visitorId: string;
  isVerified: boolean;
  customerName: string;
  expiresAt: string;
  shop: { welcome: string; hoursText: string; humansAvailable: boolean };
  conversationId: string;
  seq: number;
  messageId: string;
  messages: readonly (CustomerMessage & { isPrivate?: boolean })[];
  newer?: readonly Message[];
  conversation: Conversation & CustomerConversation;
  items: readonly InboxItem[];
  counts: InboxCounts;
  nextCursor?: string;
  staff: StaffView;
  secret: string;
  qrSvg: string;
  link: string;
  type: string;
  traceId: string;
  image: ImageReference;
  url: string;
  suggestions: readonly Suggestion[];
  text: string;
  draft: string;
  orders: readonly unknown[];
  handOff?: { reason: string };
  entries: readonly { action: string }[];
  paths: Record<string, Record<string, unknown>>;
  identityToken: string;
};

/** Starts everything on a free port. */
export async function startTestServer(
  options: { hub?: HubOptions; trustedOrigins?: readonly string[]; env?: Record<string, string> } = {},
): Promise<TestServer> {
  const test = await testDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'peakdesk-server-'));
  const { database } = test;
  const log = process.env.TEST_LOG ? createLog({ level: 'debug' }) : silentLog();
  const bus = createBus(log);
  const relay = startOutboxRelay({ database, bus, log });
  const secrets = createSecrets({ database, secretKey: 'a master key for tests, long enough' });
  const performed: string[] = [];
  const trusted = options.trustedOrigins ?? ['https://shop.example'];
  const shops = {
    get: async (shopId: ShopId) => fakeShop(shopId, performed, trusted),
    forget: () => {},
    stop: () => {},
  };
  const widget = createWidgetChannel();
  const walk: WalkParts = {
    database,
    clock: systemClock,
    log,
    metrics: createMetrics(),
    relay,
    shops,
    commits: createTurnCommits(database),
    channels: new Map([[widget.id, widget]]),
    loadLevel: () => 'normal',
    owner: 'test',
  };
  const config = readConfig({ PEAKDESK_DATA: folder, ...options.env });
  const receiver = createReceiver(walk, () => {});
  const router = { places: () => new Map(), onPlaces: () => {} };
  const parts: ServerParts = { ground: { config, folder, secrets }, bus, shops, walk, receiver, router };
  const server = createServer(parts, options.hub);
  const address = await server.listen(0, '127.0.0.1');

  const send = async (
    method: string,
    target: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<Answer> => {
    const isRaw = typeof body === 'string' || body instanceof Buffer;
    const answer = await fetch(`${address}${target}`, {
      method,
      headers: { ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isRaw ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, text, headers: answer.headers, body: isJson ? JSON.parse(text) : {} };
  };

  return {
    address,
    test,
    parts,
    performed,
    makeStaff: async (shopId, role, more = {}) => {
      const now = new Date();
      const passwordHash = more.password ? await hashPassword(more.password) : 'none';
      return await database.inShop(shopId, async (sql) => {
        const email = `${role}-${Math.random().toString(36).slice(2)}@shop.example`;
        const staff = await insertStaff(sql, { shopId, email, name: more.name ?? `测试${role}`, role, passwordHash });
        await saveGroup(sql, shopId, {
          groupId: 'aftersale',
          name: { 'zh-CN': '售后', 'zh-TW': '售後', en: 'After-sales' },
        });
        await setGroups(sql, shopId, staff.staffId, [{ groupId: 'aftersale', level: 1 }]);
        const { token } = await insertSession(sql, { shopId, staffId: staff.staffId, userAgent: 'test', now });
        return { staff, token, shopId };
      });
    },
    as: (who, method, target, body, headers = {}) =>
      send(
        method,
        target,
        { 'x-peakdesk': '1', ...(who ? { cookie: `peakdesk_session=${who.token}` } : {}), ...headers },
        body,
      ),
    asWindow: (token, method, target, body, headers = {}) =>
      send(method, target, { authorization: `Bearer ${token}`, ...headers }, body),
    openWindow: (shopId, more = {}) =>
      send('POST', '/api/v1/widget/sessions', {}, { shopId, language: 'zh-CN', ...more }),
    close: async () => {
      await server.close();
      await relay.stop();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A message's content of plain words. */
export function words(text: string): { clientId: string; content: unknown } {
  return { clientId: `client-${Math.random().toString(36).slice(2, 14)}`, content: [{ kind: 'text', text }] };
}
