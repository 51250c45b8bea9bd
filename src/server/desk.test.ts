import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWidgetSecrets, signIdentityToken } from '../channels/index.ts';
import { requeueFromGone } from '../desk/index.ts';
import type { ShopId } from '../platform/index.ts';
import { ConversationId } from '../platform/index.ts';
import { latestEntry } from '../routing/index.ts';
import { type SignedInTester, startTestServer, type TestServer, words } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let agent: SignedInTester;
let colleague: SignedInTester;
let supervisor: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  agent = await server.makeStaff(shopId, 'agent', { name: '小林' });
  colleague = await server.makeStaff(shopId, 'agent', { name: '小陈' });
  supervisor = await server.makeStaff(shopId, 'supervisor', { name: '周蔓' });
});
afterAll(() => server.close());

async function begin(text = '在吗', identity?: string): Promise<{ token: string; id: string }> {
  const shopSecrets = await server.parts.ground.secrets.forShop(shopId);
  const secrets = await server.test.database.inShop(shopId, (sql) => loadWidgetSecrets(sql, shopId, shopSecrets));
  const identityToken =
    identity && (await signIdentityToken({ storeCustomerId: identity }, shopId, secrets, new Date()));
  const { token } = (await server.openWindow(shopId, identityToken ? { identityToken } : {})).body;
  const sent = await server.asWindow(token, 'POST', '/api/v1/widget/messages', words(text));
  return { token, id: sent.body.conversationId };
}
const at = (id: string, end = '') => `/api/v1/conversations/${id}${end}`;
const post = (who: SignedInTester, id: string, end: string, body: unknown = {}) =>
  server.as(who, 'POST', at(id, end), body);
const detail = async (who: SignedInTester, id: string) => (await server.as(who, 'GET', at(id))).body;

describe('answering', () => {
  it('takes the conversation, tells what others wrote meanwhile, and waits for the customer then', async () => {
    const { id } = await begin();
    const answer = await post(agent, id, '/messages', { ...words('您好'), expectedSeq: 1 });
    expect(answer.body.newer).toBeUndefined();
    const { conversation } = await detail(agent, id);
    expect(conversation).toMatchObject({ status: 'waiting', handler: { kind: 'agent', staffId: agent.staff.staffId } });
    expect([conversation.waitingSince, typeof conversation.firstReplyAt]).toEqual([undefined, 'string']);
    await post(supervisor, id, '/messages', words('我补充一句'));
    const late = await post(agent, id, '/messages', { ...words('还有什么需要'), expectedSeq: answer.body.seq });
    expect(late.body.newer?.map((message) => message.author)).toEqual([
      { kind: 'agent', id: supervisor.staff.staffId, name: '周蔓' },
    ]);
  });

  it('in a colleague’s conversation is refused, but notes are welcome', async () => {
    const { id } = await begin();
    await post(agent, id, '/take');
    const refused = await post(colleague, id, '/messages', words('我来'));
    expect([refused.status, refused.body.type]).toEqual([409, 'https://peakdesk.dev/problems/colleague-has-it']);
    expect((await post(colleague, id, '/messages', { ...words('提醒'), isPrivate: true })).status).toBe(200);
    expect((await post(colleague, id, '/take')).status).toBe(409);
    expect((await post(supervisor, id, '/take')).status).toBe(200);
    expect((await post(agent, id, '/close')).status).toBe(409);
  });

  it('keeps drafts per person and tags per conversation', async () => {
    const { id } = await begin();
    await server.as(agent, 'PUT', at(id, '/draft'), { text: '打了一半' });
    expect([(await detail(agent, id)).draft, (await detail(colleague, id)).draft]).toEqual(['打了一半', '']);
    await server.as(agent, 'PUT', at(id, '/draft'), { text: '' });
    expect((await detail(agent, id)).draft).toBe('');
    const tagged = await server.as(agent, 'PUT', at(id, '/tags'), { tags: [' 急 ', '急', '退货'] });
    expect(tagged.body.conversation.tags).toEqual(['急', '退货']);
  });
});

describe('handing over', () => {
  it('to a colleague works while the colleague is there, with a note for staff only', async () => {
    const { id, token } = await begin();
    await post(agent, id, '/take');
    const offline = await post(agent, id, '/transfer', { staffId: colleague.staff.staffId });
    expect(offline.body.type).toBe('https://peakdesk.dev/problems/colleague-offline');
    await server.as(colleague, 'PUT', '/api/v1/presence', { presence: 'online' });
    const given = await post(agent, id, '/transfer', { staffId: colleague.staff.staffId, note: '要退两件' });
    expect(given.body.conversation.handler).toEqual({ kind: 'agent', staffId: colleague.staff.staffId });
    const thread = await server.asWindow(token, 'GET', '/api/v1/widget/messages');
    expect(thread.text).not.toContain('要退两件');
    expect((await detail(colleague, id)).messages.some((message) => message.isPrivate)).toBe(true);
  });

  it('to a group puts it in the queue before ordinary ones', async () => {
    const { id } = await begin();
    await post(agent, id, '/take');
    expect((await post(agent, id, '/transfer', { groupId: 'nobody' })).status).toBe(404);
    await post(agent, id, '/transfer', { groupId: 'aftersale', note: '请售后跟进' });
    const entry = await server.test.database.inShop(shopId, (sql) =>
      latestEntry(sql, shopId, ConversationId.check(id)),
    );
    expect(entry).toMatchObject({ groupId: 'aftersale', status: 'waiting', reason: 'transferred', priority: 3 });
    const waiting = (await server.as(colleague, 'GET', '/api/v1/conversations?view=waiting')).body;
    expect(waiting.items.map((item) => item.conversation.conversationId)).toContain(id);
    await post(colleague, id, '/take');
    const served = await server.test.database.inShop(shopId, (sql) =>
      latestEntry(sql, shopId, ConversationId.check(id)),
    );
    expect(served?.status).toBe('assigned');
  });

  it('back to the AI makes it answer what is open', async () => {
    const { id, token } = await begin();
    await post(agent, id, '/take');
    await server.asWindow(token, 'POST', '/api/v1/widget/messages', words('还在吗'));
    await server.test.database.inShop(shopId, (sql) => sql`delete from turns_due`);
    const returned = await post(agent, id, '/return');
    expect(returned.body.conversation.handler).toEqual({ kind: 'ai' });
    const due = await server.test.database.inShop(
      shopId,
      (sql) => sql`select first_seq from turns_due where conversation_id = ${id}`,
    );
    expect(due).toHaveLength(1);
    expect((await post(agent, id, '/return')).status).toBe(409);
  });
});

describe('an agent who is gone', () => {
  it('leaves nobody waiting: the customer goes back into the queue, those who do not wait stay', async () => {
    const shop = await server.test.makeShop();
    const gone = await server.makeStaff(shop, 'agent');
    const write = async (token: string) =>
      (await server.asWindow(token, 'POST', '/api/v1/widget/messages', words('还在吗'))).body.conversationId;
    const [one, two] = [(await server.openWindow(shop)).body.token, (await server.openWindow(shop)).body.token];
    const [waits, answered] = [await write(one), await write(two)];
    await post(gone, waits, '/take');
    await post(gone, answered, '/messages', words('在的'));
    const later = new Date(Date.now() + 600_000);
    const requeue = () =>
      server.test.database.inShop(shop, (sql) =>
        requeueFromGone(sql, shop, new Date(later.getTime() - 180_000), later),
      );
    await server.as(gone, 'PUT', '/api/v1/presence', { presence: 'online' });
    expect(await requeue()).toBe(0);
    await server.as(gone, 'PUT', '/api/v1/presence', { presence: 'offline' });
    expect(await requeue()).toBe(1);
    expect(await requeue()).toBe(0);
    expect((await detail(gone, waits)).conversation.handler).toEqual({ kind: 'queue' });
    expect((await detail(gone, waits)).handOff).toMatchObject({ reason: 'agent-gone' });
    expect((await detail(gone, answered)).conversation.handler.kind).toBe('agent');
  });
});

describe('the end', () => {
  it('asks for a rating, can be undone, and a closed conversation takes no answer', async () => {
    const { id, token } = await begin();
    await post(agent, id, '/take');
    expect((await post(agent, id, '/close')).body.conversation.status).toBe('closed');
    expect((await post(agent, id, '/close')).status).toBe(409);
    expect((await post(agent, id, '/messages', words('再说一句'))).body.type).toBe(
      'https://peakdesk.dev/problems/conversation-closed',
    );
    const thread = (await server.asWindow(token, 'GET', '/api/v1/widget/messages')).body;
    expect(thread.messages.at(-1)?.content.at(-1)).toEqual({ kind: 'rating-request' });
    const closed = (await server.as(agent, 'GET', '/api/v1/conversations?view=closed')).body;
    expect(closed.items.map((item) => item.conversation.conversationId)).toContain(id);
    expect((await post(agent, id, '/reopen')).body.conversation).toMatchObject({
      status: 'open',
      handler: { kind: 'agent' },
    });
  });
});

describe('the inbox', () => {
  it('counts, pages without gap or double, finds by name and by order number, and shows the member level', async () => {
    const shop = await server.test.makeShop();
    const reader = await server.makeStaff(shop, 'agent');
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const { token } = (await server.openWindow(shop)).body;
      ids.push(
        (await server.asWindow(token, 'POST', '/api/v1/widget/messages', words(`问题${index} 100%`))).body
          .conversationId,
      );
    }
    for (const id of ids.slice(0, 5)) await post(reader, id, '/take');
    for (const view of ['mine', 'all']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = (
          await server.as(
            reader,
            'GET',
            `/api/v1/conversations?view=${view}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
          )
        ).body;
        expect(page.counts).toEqual({ mine: 5, waiting: 0, all: 7, ai: 2 });
        seen.push(...page.items.map((item) => item.conversation.conversationId));
        cursor = page.nextCursor ?? '';
      } while (cursor !== '');
      expect([view, seen.length, new Set(seen).size]).toEqual([view, view === 'mine' ? 5 : 7, view === 'mine' ? 5 : 7]);
    }
    const search = async (text: string) =>
      (await server.as(reader, 'GET', `/api/v1/conversations?view=all&search=${encodeURIComponent(text)}`)).body.items;
    expect(await search('问题3')).toHaveLength(1);
    expect(await search('100%')).toHaveLength(7);
    expect(await search('%')).toHaveLength(7);
    expect(await search("' or 1=1 --")).toHaveLength(0);
    await begin('查订单', 'C1');
    const byOrder = (await server.as(agent, 'GET', '/api/v1/conversations?view=all&search=T1001')).body.items;
    expect(byOrder[0]).toMatchObject({ customerName: '王小明', memberLevel: 'gold', unread: 1 });
    await post(agent, byOrder[0]?.conversation.conversationId ?? '', '/read', { seq: 1 });
    expect((await server.as(agent, 'GET', '/api/v1/conversations?view=all&search=T1001')).body.items[0]?.unread).toBe(
      0,
    );
  });
});

describe('help', () => {
  it('comes as suggestions with sources, orders beside the talk, and ready answers', async () => {
    const { id } = await begin('什么时候发货', 'C1');
    const { suggestions } = (await server.as(agent, 'GET', at(id, '/suggestions'))).body;
    expect(suggestions).toMatchObject([
      { text: '付款后 48 小时内发货。', sources: [{ id: 'policy:shipping', title: '发货时效', value: '48 小时' }] },
    ]);
    const used = await post(agent, id, `/suggestions/${suggestions[0]?.suggestionId}`, {
      outcome: 'edited',
      text: '48 小时内',
    });
    expect(used.status).toBe(200);
    const panel = await server.as(agent, 'GET', at(id, '/panel'));
    expect(panel.body.orders).toHaveLength(1);
    const reply = {
      shortcut: '发货',
      title: { 'zh-CN': '发货', 'zh-TW': '出貨', en: 'Shipping' },
      text: { 'zh-CN': '48 小时内发货', 'zh-TW': '48 小時內出貨', en: 'Within 48 hours' },
    };
    expect((await server.as(agent, 'POST', '/api/v1/canned-replies', reply)).status).toBe(403);
    await server.as(supervisor, 'POST', '/api/v1/canned-replies', reply);
    await server.as(supervisor, 'POST', '/api/v1/canned-replies', { ...reply, shortcut: 'hi' });
    expect((await server.as(agent, 'GET', '/api/v1/canned-replies')).text).toContain('48 小時內出貨');
    expect((await server.as(supervisor, 'DELETE', `/api/v1/canned-replies/${encodeURIComponent('发货')}`)).status).toBe(
      200,
    );
    expect((await server.as(agent, 'GET', '/api/v1/canned-replies')).text).not.toContain(
      '48 小時內出貨" }, "shortcut":"发货',
    );
  });

  it('does an action once per key, in the trail and in the thread', async () => {
    const { id } = await begin('取消订单', 'C1');
    const action = {
      action: 'cancel-order',
      arguments: { orderId: 'T1001', reason: '不想要了' },
      idempotencyKey: 'key-of-action',
    };
    const checked = await post(agent, id, '/actions', { ...action, phase: 'check' });
    expect(checked.body.text).toContain('T1001');
    await post(agent, id, '/actions', { ...action, phase: 'perform' });
    await post(agent, id, '/actions', { ...action, phase: 'perform' });
    expect(server.performed).toEqual([`desk/${id}/key-of-action`]);
    expect((await detail(agent, id)).messages.filter((message) => message.isPrivate)).toHaveLength(1);
    const trail = (await server.as(supervisor, 'GET', '/api/v1/audit')).body.entries;
    expect(trail.filter((entry) => entry.action === 'action.performed')).toHaveLength(1);
    const unknown = await begin('谁');
    expect((await post(agent, unknown.id, '/actions', { ...action, phase: 'check' })).body.type).toBe(
      'https://peakdesk.dev/problems/customer-unknown',
    );
  });
});

describe('the shop', () => {
  it('shows its figures, changes settings strictly, and keeps the model’s key to itself', async () => {
    const owner = await server.makeStaff(shopId, 'owner');
    const overview = await server.as(agent, 'GET', '/api/v1/overview');
    expect(overview.body).toMatchObject({ waiting: 0, aiShare: expect.any(Number), angry: 0, loadLevel: 'normal' });
    const put = (body: unknown) => server.as(owner, 'PUT', '/api/v1/settings', body);
    expect((await put({ trustedOrigins: ['https://shop.example/path'] })).status).toBe(400);
    expect((await put({ trustedOrigins: ['javascript:alert(1)'] })).status).toBe(400);
    expect((await put({ widgetSecretVersion: 7 })).status).toBe(400);
    const greeting = { 'zh-CN': '欢迎光临{shop}', 'zh-TW': '歡迎光臨{shop}', en: 'Hello from {shop}' };
    const saved = await put({
      greeting,
      tone: 'plain',
      modelUrl: 'https://model.example/v1',
      modelKey: 'very-secret-key',
    });
    expect(saved.status).toBe(200);
    expect(saved.text).not.toContain('very-secret-key');
    expect((await server.as(owner, 'GET', '/api/v1/settings')).text).toMatch(/"hasModelKey":true/);
    const stored = await server.test.database.inShop(
      shopId,
      (sql) => sql`select settings::text as settings from shops`,
    );
    expect(JSON.stringify(stored)).not.toContain('very-secret-key');
    expect((await server.openWindow(shopId, { language: 'en' })).body.shop.welcome).toMatch(/^Hello from /);
    expect((await server.as(agent, 'PUT', '/api/v1/settings', { tone: 'warm' })).status).toBe(403);
  });

  it('invites a colleague by a link that works once', async () => {
    const owner = await server.makeStaff(shopId, 'owner');
    const invited = await server.as(owner, 'POST', '/api/v1/staff/invitations', {
      email: 'new@shop.example',
      role: 'agent',
    });
    const token = new URL(invited.body.link).searchParams.get('token');
    const accept = () =>
      server.as(undefined, 'POST', '/api/v1/invitations/accept', {
        shopId,
        token,
        name: '新人',
        password: 'a long password',
      });
    const joined = await accept();
    expect([joined.status, joined.body.staff.role]).toEqual([200, 'agent']);
    expect(joined.headers.get('set-cookie')).toContain('peakdesk_session=');
    expect((await accept()).status).toBe(404);
  });
});
