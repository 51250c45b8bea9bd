import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../src/webhooks/testing.ts';
import { verifyWebhook } from '../../web/api/webhook-client.ts';
import { accessibilityProblems } from './accessibility-problems.ts';
import { openChat, say } from './chat.ts';
import { picturePath } from './harness.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

describe('the webhook settings', () => {
  it('an owner adds an address, and the shop’s own program believes what it is told of a customer', async () => {
    const owner = await stage.newPage();
    await signIn(owner, /店主/);
    await owner.goto('/settings?tab=systems');
    await owner.getByText('还没有接收地址').waitFor();

    await owner.getByRole('button', { name: '添加接收地址' }).click();
    await owner.getByLabel('接收地址').fill(receiver.url);
    await owner.getByText('公网地址要用 https 开头').waitFor();
    await owner.getByLabel(/在自己的内网里/).check();
    await owner.getByLabel(/全部事件/).uncheck();
    await owner.getByLabel(/顾客发来消息/).check();
    const form = owner.locator('form', { has: owner.getByLabel('接收地址') });
    await form.getByRole('button', { name: '保存' }).click();
    const secret = await owner.getByLabel('签名密钥').getByRole('textbox').inputValue();
    expect(secret).toMatch(/^whsec_/);
    await owner.getByRole('button', { name: '已复制保存' }).click();
    await owner.getByRole('button', { name: '发送测试' }).click();
    await owner.getByText(/测试送达：返回 204/).waitFor();

    const customer = await stage.newPage();
    await openChat(customer);
    await say(customer, '你们几点发货');
    await receiver.count(2);
    const told = await Promise.all(
      receiver.received.map(({ headers, body }) => verifyWebhook({ headers, body, secrets: [secret] })),
    );
    expect(told).toMatchObject([
      { ok: true, event: { type: 'webhook.test' } },
      { ok: true, event: { type: 'message.received', shop: 'demo', data: { seq: 1, channel: 'widget' } } },
    ]);

    await owner.getByRole('button', { name: '推送记录' }).click();
    const drawer = owner.getByRole('dialog');
    await drawer.getByText('已送达').nth(1).waitFor();
    await drawer.getByText('message.received', { exact: true }).last().click();
    await drawer.getByText(/"conversationId"/).waitFor();
    expect(await accessibilityProblems(owner)).toEqual([]);
    await owner.screenshot({ path: picturePath('webhooks.png') });
    await owner.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityProblems(owner)).toEqual([]);
    await owner.screenshot({ path: picturePath('webhooks-dark.png') });
    await drawer.getByRole('button', { name: '重发', exact: true }).click();
    await receiver.count(3);
    expect(receiver.received[2]?.headers['webhook-id']).toBe(receiver.received[1]?.headers['webhook-id']);
    await drawer.getByLabel('按状态筛选').selectOption('failed');
    await drawer.getByText('没有符合条件的记录').waitFor();

    receiver.answer = (response) => void response.writeHead(410).end();
    await say(customer, '在吗');
    await receiver.count(4);
    await owner.goto('/overview');
    await owner.getByText(/已自动停用，店里的事件不再发给它/).waitFor();
    expect(await accessibilityProblems(owner)).toEqual([]);
    await owner.getByRole('button', { name: '去处理' }).click();
    await owner.getByText(/对方返回 410，已自动停用/).waitFor();
  });
});
