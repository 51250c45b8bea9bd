import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversationId, CustomerId, MessageId, type ShopId, StaffId } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import {
  appendMessages,
  type ConversationState,
  findConversation,
  listMessages,
  type NewMessage,
  nextState,
  updateConversation,
} from './index.ts';
import { insertConversation } from './testing.ts';

let test: TestDatabase;
let shopId: ShopId;

beforeAll(async () => {
  test = await testDatabase();
  shopId = await test.makeShop();
});
afterAll(() => test.close());

const now = new Date('2026-11-21T04:00:00Z');

async function aConversation(): Promise<{ conversationId: ConversationId; customerId: CustomerId }> {
  const customerId = CustomerId.make();
  const conversationId = ConversationId.make();
  await test.database.inShop(shopId, async (sql) => {
    await sql`insert into customers (shop_id, customer_id) values (${shopId}, ${customerId})`;
    await insertConversation(sql, { shopId, conversationId, customerId, channelId: 'widget', language: 'zh-CN', now });
  });
  return { conversationId, customerId };
}

function aMessage(conversationId: ConversationId, given: Partial<NewMessage> = {}): NewMessage {
  return {
    conversationId,
    messageId: MessageId.make(),
    channelId: 'widget',
    author: { kind: 'ai' },
    content: [{ kind: 'text', text: '您好' }],
    createdAt: now,
    ...given,
  };
}

const append = (messages: readonly NewMessage[]) =>
  test.database.inShop(shopId, (sql) => appendMessages(sql, shopId, messages));
const stored = (conversationId: ConversationId) =>
  test.database.inShop(shopId, (sql) => listMessages(sql, shopId, conversationId, { limit: 1_000, withPrivate: true }));

describe('the last words of a conversation', () => {
  it('are those of the last message that the customer may see, with who has said them', async () => {
    const { conversationId, customerId } = await aConversation();
    const words = async () => {
      const found = await test.database.inShop(shopId, (sql) => findConversation(sql, shopId, conversationId));
      return [found?.lastMessageBy, found?.lastMessageText];
    };
    expect(await words()).toEqual([undefined, '']);
    const agent = { kind: 'agent', id: StaffId.make(), name: '周蔓' } as const;
    const says = (author: NewMessage['author'], text: string, isPrivate = false) =>
      aMessage(conversationId, { author, content: [{ kind: 'text', text }], isPrivate });
    await append([says({ kind: 'customer', id: customerId }, '在吗'), says({ kind: 'ai' }, '在的')]);
    expect(await words()).toEqual(['ai', '在的']);
    await append([says(agent, '我来看看'), says(agent, '老客户，客气些', true)]);
    expect(await words()).toEqual(['agent', '我来看看']);
    await append([says({ kind: 'customer', id: customerId }, '好')]);
    expect(await words()).toEqual(['customer', '好']);
    await test.database.inShop(
      shopId,
      (sql) => sql`update conversations set handler = 'queue' where conversation_id = ${conversationId}`,
    );
    await append([says({ kind: 'ai' }, '前面还有 2 位，请稍等')]);
    expect(await words()).toEqual(['customer', '好']);
  });
});

describe('storing a message', () => {
  it('reads no more of a long conversation than of a new one', async () => {
    const { conversationId } = await aConversation();
    const written = (count: number) =>
      Array.from({ length: count }, () => aMessage(conversationId, { clientId: MessageId.make() }));
    await append(written(400));
    const read = await test.database.inShop(shopId, async (sql) => {
      await appendMessages(sql, shopId, written(1));
      const [row] = await sql<{ count: number }[]>`
        select (idx_tup_fetch + seq_tup_read)::int as count from pg_stat_xact_user_tables
        where relname = 'messages' and schemaname = current_schema()`;
      return row?.count;
    });
    expect(read).toBeLessThan(10);
  });
});

describe('the sequence of a conversation', () => {
  it('has no gap and no double when many write at once', async () => {
    const { conversationId } = await aConversation();
    await Promise.all(Array.from({ length: 40 }, () => append([aMessage(conversationId), aMessage(conversationId)])));
    const messages = await stored(conversationId);
    expect(messages.map((message) => message.seq)).toEqual(Array.from({ length: 80 }, (_none, index) => index + 1));
  });

  it('counts each conversation of a batch on its own, in the order given', async () => {
    const one = await aConversation();
    const other = await aConversation();
    const texts = ['甲', '乙', '丙', '丁'];
    await append(
      texts.map((text, index) =>
        aMessage(index % 2 === 0 ? one.conversationId : other.conversationId, { content: [{ kind: 'text', text }] }),
      ),
    );
    expect((await stored(one.conversationId)).map((message) => [message.seq, message.content])).toEqual([
      [1, [{ kind: 'text', text: '甲' }]],
      [2, [{ kind: 'text', text: '丙' }]],
    ]);
    expect((await stored(other.conversationId)).map((message) => message.seq)).toEqual([1, 2]);
  });
});

describe('a message that comes again', () => {
  it.each([
    ['with the same channel id', { sourceId: 'w-1' }],
    ['with the same id of the sender’s window', { clientId: 'client-1' }],
  ])('%s is stored once and leaves no gap', async (_name, given) => {
    const { conversationId } = await aConversation();
    await append([aMessage(conversationId, given)]);
    expect(await append([aMessage(conversationId, given)])).toEqual([]);
    await append([aMessage(conversationId)]);
    expect((await stored(conversationId)).map((message) => message.seq)).toEqual([1, 2]);
  });

  it('a hundred times at once is stored once', async () => {
    const { conversationId } = await aConversation();
    const results = await Promise.all(
      Array.from({ length: 100 }, () => append([aMessage(conversationId, { sourceId: `many-${conversationId}` })])),
    );
    expect(results.flat()).toHaveLength(1);
    expect(await stored(conversationId)).toHaveLength(1);
  });

  it('twice in one batch is stored once', async () => {
    const { conversationId } = await aConversation();
    const twin = { sourceId: `twin-${conversationId}` };
    expect(await append([aMessage(conversationId, twin), aMessage(conversationId, twin)])).toHaveLength(1);
  });
});

describe("a customer's message", () => {
  const states: readonly ConversationState[] = [
    { status: 'open', handler: { kind: 'ai' } },
    { status: 'open', handler: { kind: 'queue' } },
    { status: 'open', handler: { kind: 'agent', staffId: StaffId.make() } },
    { status: 'waiting', handler: { kind: 'ai' } },
    { status: 'waiting', handler: { kind: 'agent', staffId: StaffId.make() } },
    { status: 'closed', handler: { kind: 'ai' } },
    { status: 'closed', handler: { kind: 'agent', staffId: StaffId.make() } },
  ];

  it.each(states)('opens a conversation that is $status with $handler.kind as the rule has it', async (state) => {
    const { conversationId, customerId } = await aConversation();
    const before = await test.database.inShop(shopId, (sql) =>
      updateConversation(sql, shopId, conversationId, 1, {
        ...state,
        closedAt: state.status === 'closed' ? now : null,
      }),
    );
    await append([aMessage(conversationId, { author: { kind: 'customer', id: customerId } })]);
    const after = await test.database.inShop(shopId, (sql) => findConversation(sql, shopId, conversationId));
    const wanted = nextState(state, { kind: 'customer-wrote' });
    expect({ status: after?.status, handler: after?.handler }).toEqual(wanted);
    expect(after?.closedAt).toBeUndefined();
    expect(after?.version).toBe((before?.version ?? 0) + (state.status === 'open' ? 0 : 1));
  });

  it('that is stored already changes nothing', async () => {
    const { conversationId, customerId } = await aConversation();
    const given = { author: { kind: 'customer' as const, id: customerId }, sourceId: `source-${conversationId}` };
    await append([aMessage(conversationId, given)]);
    await test.database.inShop(shopId, (sql) =>
      updateConversation(sql, shopId, conversationId, 1, { status: 'closed', closedAt: now }),
    );
    expect(await append([aMessage(conversationId, given)])).toEqual([]);
    const after = await test.database.inShop(shopId, (sql) => findConversation(sql, shopId, conversationId));
    expect(after).toMatchObject({ status: 'closed', version: 2, lastSeq: 1 });
  });
});
