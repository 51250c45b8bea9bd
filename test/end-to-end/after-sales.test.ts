import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility-problems.ts';
import { chatOf, openChat, say } from './chat.ts';
import { openAroundTheClock } from './open-around-the-clock.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage(openAroundTheClock);

async function openCases(page: Page): Promise<void> {
  await page.getByRole('button', { name: '更多', exact: true }).click();
  await page.getByRole('menuitem', { name: '我的售后' }).click();
}

describe('after the sale', () => {
  it('a customer asks for a return, an agent takes it on in the back office, the customer sees it and withdraws', async () => {
    const customer = await stage.newPage({ viewport: { width: 1280, height: 800 } });
    await openChat(customer, '/demo?customer=DC0001');
    await say(customer, '上次买的羽绒服有质量问题，开线了，我要退货');
    await chatOf(customer)
      .getByText(/¥399\.00/)
      .last()
      .waitFor();
    await say(customer, '确认');
    await chatOf(customer)
      .getByText(/退货申请已提交/)
      .waitFor();

    // In the window the case stands in words.
    await openCases(customer);
    const cases = customer.getByRole('region', { name: '我的售后' });
    const newest = cases.locator('article').first();
    await newest.waitFor();
    const caseId = ((await newest.locator('.order-id').textContent()) ?? '').trim();
    expect(caseId).toMatch(/^AS\d+/);
    expect(await accessibilityProblems(customer)).toEqual([]);
    await cases.getByRole('button', { name: '继续聊' }).click();

    // The agent finds it, takes the next step with one confirmation, and reads the timeline.
    const agent = await stage.newPage();
    await signIn(agent, /周蔓/);
    await agent.goto('/shop?tab=cases&cases=open');
    await agent.getByRole('searchbox', { name: '售后单号或订单号' }).fill(caseId);
    await agent.getByRole('button', { name: new RegExp(caseId) }).click();
    const drawer = agent.getByRole('dialog', { name: caseId });
    await drawer.getByRole('button', { name: '同意申请' }).click();
    await drawer.getByRole('button', { name: '确认办理' }).click();
    await drawer.getByRole('status').waitFor();

    // The customer reads it in the chat.
    await chatOf(customer).getByText(`${caseId}：`).last().waitFor();

    // And withdraws a case that still runs, asked once.
    await openCases(customer);
    const running = cases.locator('article').filter({ has: customer.getByRole('button', { name: '撤销申请' }) });
    await running.first().waitFor();
    const withdrawn = ((await running.first().locator('.order-id').textContent()) ?? '').trim();
    const card = cases.locator('article').filter({ hasText: withdrawn });
    await card.getByRole('button', { name: '撤销申请' }).click();
    await card.getByRole('button', { name: '确认撤销' }).click();
    await card.locator('.order-status').getByText(/撤销/).waitFor();
    expect(await card.getByRole('button', { name: '撤销申请' }).count()).toBe(0);
    await agent.goto(`/shop?tab=cases&cases=done&q=${withdrawn}`);
    await agent
      .getByRole('button', { name: new RegExp(withdrawn) })
      .getByText('已撤销')
      .waitFor();
  });
});
