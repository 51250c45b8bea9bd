import { expect, test } from 'vitest';
import {
  ConversationId,
  type PublishedEvent,
  SessionId,
  type ShopEvent,
  ShopId,
  StaffId,
} from '../../platform/index.ts';
import type { Connection } from './connection.ts';
import { createRegistry } from './registry.ts';
import { createViewers } from './viewers.ts';

const shopId = ShopId.check('tea');
const conversationId = ConversationId.make();

/** Nodes that hear what the others announce. */
function someNodes(count: number) {
  let time = 0;
  const names = new Map<StaffId, string>();
  const nodes = Array.from({ length: count }, (_none, index) => {
    const registry = createRegistry();
    const viewers = createViewers({
      registry,
      now: () => time,
      node: `node-${index}`,
      nameOf: async (_shop, staffId) => names.get(staffId) ?? '',
      relay: { announce: (event) => void pass(event) },
    });
    return { registry, viewers };
  });
  const under: Promise<void>[] = [];
  const pass = (event: ShopEvent) => {
    if (event.type !== 'viewers.changed') return;
    const published: PublishedEvent<'viewers.changed'> = { ...event, outboxId: undefined, at: new Date(0) };
    for (const { viewers } of nodes) under.push(viewers.heard(published));
  };
  const settle = async () => {
    for (let left = under.splice(0); left.length > 0; left = under.splice(0)) await Promise.all(left);
  };
  /** Somebody opens the conversation at a node. */
  const open = async (at: number, name: string): Promise<{ staffId: StaffId; connection: Connection }> => {
    const staffId = StaffId.make();
    names.set(staffId, name);
    const connection = aStaffWindow(staffId, name);
    nodes[at]?.registry.add(connection);
    nodes[at]?.registry.subscribe(connection, conversationId, 0);
    nodes[at]?.viewers.tell(shopId, conversationId);
    await settle();
    return { staffId, connection };
  };
  const seen = (at: number) =>
    nodes[at]?.viewers
      .of(shopId, conversationId)
      .map(({ name, isTyping }) => (isTyping ? `${name} …` : name))
      .sort();
  return {
    nodes,
    open,
    seen,
    settle,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    stop: () => {
      for (const { viewers } of nodes) viewers.stop();
    },
  };
}

function aStaffWindow(staffId: StaffId, name: string): Connection {
  const staff = { staffId, shopId, name, role: 'agent' as const, languages: ['zh-CN'], capacity: 5 };
  const quiet = () => undefined;
  return {
    shopId,
    sessionId: SessionId.make(),
    expiresAt: 0,
    who: { role: 'staff', signedIn: Object.assign(Object.create(null), { staff, shopId }) },
    subscriptions: new Map(),
    silentLooks: 0,
    send: quiet,
    close: quiet,
    ping: quiet,
    terminate: quiet,
  };
}

test('everybody sees who else looks at the conversation, whichever node they are at', async () => {
  const cluster = someNodes(3);
  await cluster.open(0, '小李');
  await cluster.open(1, '小王');
  expect([cluster.seen(0), cluster.seen(1)]).toEqual([
    ['小李', '小王'],
    ['小李', '小王'],
  ]);
  cluster.stop();
});

test('typing at one node is seen at the others, and who leaves is gone everywhere', async () => {
  const cluster = someNodes(2);
  const { staffId, connection } = await cluster.open(0, '小李');
  await cluster.open(1, '小王');
  cluster.nodes[0]?.viewers.setTyping(conversationId, staffId, true);
  cluster.nodes[0]?.viewers.tell(shopId, conversationId);
  await cluster.settle();
  expect(cluster.seen(1)).toEqual(['小李 …', '小王']);
  cluster.nodes[0]?.registry.remove(connection);
  cluster.nodes[0]?.viewers.tell(shopId, conversationId);
  await cluster.settle();
  expect(cluster.seen(1)).toEqual(['小王']);
  cluster.stop();
});

test('those of a node that died are forgotten after a while', async () => {
  const cluster = someNodes(2);
  await cluster.open(0, '小李');
  await cluster.open(1, '小王');
  cluster.pass(41_000);
  expect(cluster.seen(1)).toEqual(['小王']);
  cluster.stop();
});
