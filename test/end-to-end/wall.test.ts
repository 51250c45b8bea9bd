import { describe, expect, it } from 'vitest';
import { openChat, say } from './chat.ts';
import { lookAt } from './look-at.ts';
import { openAroundTheClock } from './open-around-the-clock.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage(openAroundTheClock);

describe('the supervisor’s wall', () => {
  it('shows who waits at once, and gives, whispers, takes over, speaks to all and pins the level', async () => {
    const problems: string[] = [];
    const supervisor = await stage.newPage();
    await signIn(supervisor, /店主/);
    await supervisor.goto('/wall');
    await supervisor.getByText('现在没有顾客排队').waitFor();
    problems.push(...(await lookAt(supervisor, 'wall-empty')));

    // Only the supervisor is there, and away: whoever asks for a person waits.
    await supervisor
      .getByRole('button', { name: /接待状态/ })
      .first()
      .click();
    await supervisor.getByText('不接新会话，手上的继续').click();
    const customer = await stage.newPage();
    await openChat(customer, '/demo?customer=DC0001');
    await say(customer, '你们这什么破服务,等了三天都没人管,气死我了!转人工!');
    await customer
      .getByText(/转接人工|人工客服|排队/)
      .last()
      .waitFor();
    const told = performance.now();
    const waiting = supervisor.getByRole('region', { name: '正在排队' });
    const item = waiting.getByRole('listitem').filter({ hasText: '王雨桐' });
    await item.waitFor();
    console.log(`  on the wall ${Math.round(performance.now() - told)} ms after the customer was told`);
    problems.push(...(await lookAt(supervisor, 'wall-waiting')));

    const agent = await stage.newPage();
    await signIn(agent, /周蔓/);
    // Routing gives it to whoever comes.
    const itemOf = (name: string) =>
      supervisor.getByRole('article', { name }).getByRole('listitem').filter({ hasText: '王雨桐' });
    const held = itemOf('周蔓');
    await held.waitFor();

    await held.getByRole('button', { name: '悄悄话' }).click();
    await held.getByLabel('只有客服看得到').fill('这位顾客等了三天，先道歉，再给补偿方案');
    await held.getByRole('button', { name: '发送' }).click();
    await agent.getByText('王雨桐').first().click();
    await agent.getByRole('log').getByText('先道歉，再给补偿方案').waitFor();
    expect(await customer.getByText('先道歉，再给补偿方案').count()).toBe(0);

    await supervisor.getByLabel('对所有在线客服说一句话').fill('十分钟后开始整点秒杀，大家准备');
    await supervisor.getByRole('button', { name: '广播' }).click();
    await agent.getByText('十分钟后开始整点秒杀').first().waitFor();

    await supervisor.getByRole('button', { name: /负载等级：/ }).click();
    await supervisor.getByText('AI 用模板作答，答复更短').click();
    await supervisor.getByRole('button', { name: /负载等级：高峰/ }).waitFor();
    await supervisor.getByText('负载变化').click();
    await supervisor
      .getByText(/手动指定/)
      .first()
      .waitFor();
    problems.push(...(await lookAt(supervisor, 'wall-held')));

    await held.getByRole('button', { name: '介入接管' }).click();
    await supervisor.waitForURL(/\/conversations\//);
    await supervisor.getByPlaceholder(/回复/).fill('您好，我是主管，马上为您处理');
    await supervisor.getByPlaceholder(/回复/).press('Enter');
    await customer.getByText('我是主管，马上为您处理').waitFor();

    // Done with it: dragged back to the agent.
    await supervisor.goto('/wall');
    await itemOf('林知远').dragTo(supervisor.getByRole('article', { name: '周蔓' }));
    await held.waitFor();
    expect(problems).toEqual([]);
  });
});
