import { describe, expect, it } from 'vitest';
import { chatOf, openChat, say } from './chat.ts';
import { picturePath } from './harness.ts';
import { openAroundTheClock } from './open-around-the-clock.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage(openAroundTheClock);

describe('the whole story', () => {
  it('a customer gets a true answer with sources, returns goods, gets angry and reaches a person who sees everything', async () => {
    const customer = await stage.newPage({ viewport: { width: 1280, height: 800 } });
    await openChat(customer, '/demo?customer=DC0001');

    // A question, answered from facts.
    await say(customer, '满300减50还有吗');
    await chatOf(customer)
      .getByText(/满\s*300\s*减\s*50/)
      .first()
      .waitFor();
    await chatOf(customer).getByText(/依据/).first().click();
    await chatOf(customer).getByText('AI').first().waitFor();

    // Goods go back: asked for the reason, shown what will happen, done only after the yes.
    await say(customer, '上次买的羽绒服我想退货');
    await chatOf(customer)
      .getByText(/原因|为什么/)
      .last()
      .waitFor();
    await say(customer, '不喜欢了');
    await chatOf(customer)
      .getByText(/¥399\.00/)
      .last()
      .waitFor();
    expect(
      await chatOf(customer)
        .getByText(/退货申请已提交/)
        .count(),
    ).toBe(0);
    await say(customer, '确认');
    await chatOf(customer)
      .getByText(/退货申请已提交/)
      .waitFor();
    await customer.screenshot({ path: picturePath('widget.png') });

    // Anger brings a person.
    await say(customer, '你们这什么破服务,等了三天都没人管,气死我了!');
    await chatOf(customer)
      .getByText(/抱歉|对不起/)
      .last()
      .waitFor();
    await say(customer, '太过分了,我要投诉你们!转人工!');
    await customer
      .getByText(/转接人工|人工客服/)
      .last()
      .waitFor();

    const agent = await stage.newPage();
    await signIn(agent, /周蔓/);
    await agent.getByText('王雨桐').first().waitFor({ timeout: 60_000 });
    await agent.getByText('王雨桐').first().click();

    // The agent reads why, which order, what was done, and all that was said.
    await agent.getByText('交接摘要').waitFor();
    await agent
      .getByText(/NY\d{8}000101/)
      .first()
      .waitFor();
    await agent.getByText('上次买的羽绒服我想退货').first().waitFor();
    await agent.getByText('AI 为什么这么说').last().click();
    await agent.getByText('判断过程').waitFor();
    await agent.keyboard.press('Escape');
    await agent.getByText('判断过程').waitFor({ state: 'detached' });

    // Whoever has read upwards sees the own words when they are sent.
    const thread = agent.getByRole('log');
    await thread.evaluate((one) => one.scrollTo(0, 0));
    const reply = agent.getByPlaceholder(/回复/);
    await reply.fill('您好,我是周蔓,退货我来盯着,今天给您处理好。');
    await reply.press('Enter');
    await chatOf(customer).getByText('退货我来盯着').waitFor();
    await chatOf(customer).getByText(/周蔓/).first().waitFor();
    await agent.waitForTimeout(500);
    const [own, seen] = await Promise.all([thread.getByText('退货我来盯着').boundingBox(), thread.boundingBox()]);
    expect((own?.y ?? Infinity) + (own?.height ?? 0)).toBeLessThanOrEqual((seen?.y ?? 0) + (seen?.height ?? 0));
    await agent.screenshot({ path: picturePath('workspace.png') });

    // And the customer answers the person, not the machine.
    await say(customer, '好的,谢谢');
    await agent.getByRole('log').getByText('好的,谢谢').waitFor();
  });

  it('a window that was closed comes back with its history, and two windows of one visitor stay in step', async () => {
    const first = await stage.newPage();
    await openChat(first, '/demo');
    await say(first, '多久发货');
    await chatOf(first)
      .getByText(/16:00|48 小时/)
      .first()
      .waitFor();
    const second = await first.context().newPage();
    await openChat(second, '/demo');
    await chatOf(second).getByText('多久发货').waitFor();
    await say(second, '新疆包邮吗');
    await chatOf(first).getByText('新疆包邮吗').waitFor();
    await chatOf(first).getByText(/199/).last().waitFor();
    expect(await chatOf(first).getByText('多久发货').count()).toBe(1);
  });

  it('what customers write is never run: HTML and script stay text in every window', async () => {
    const attack = '<img src=x onerror="window.wasRun=true"><script>window.wasRun=true</script>';
    const customer = await stage.newPage();
    await openChat(customer, '/demo?customer=DC0003');
    await say(customer, attack);
    await chatOf(customer).getByText(attack).waitFor();
    const agent = await stage.newPage();
    await signIn(agent, /林知远/);
    await agent.getByText(/^AI 接待/).click();
    await agent.getByText('陈').first().click();
    await agent.getByRole('log').getByText(attack).first().waitFor();
    for (const page of [customer, agent]) expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
  });
});
