import { describe, expect, it } from 'vitest';
import { lookAt } from './look-at.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const longName = '大促期间贵重珠宝与高价腕表鉴定及售后争议协商处理专席';

describe('the rules of routing', () => {
  it('the owner builds a queue with a skill, says who answers first, and everything is there after a reload', async () => {
    const problems: string[] = [];
    const owner = await stage.newPage();
    await signIn(owner, /店主/);
    const open = (tab: string) => owner.getByRole('button', { name: tab, exact: true }).click();
    const save = async () => {
      await owner.getByRole('button', { name: '保存', exact: true }).click();
      await owner.getByText('规则已保存').first().waitFor();
    };

    await owner.goto('/routing?tab=skills');
    await owner.getByText('还没有专长').waitFor();
    problems.push(...(await lookAt(owner, 'routing-skills-empty')));
    await owner.getByLabel('添加专长').fill('珠宝鉴定');
    await owner.getByLabel('添加专长').press('Enter');
    await owner.getByText('还没有人有这项专长').waitFor();

    await open('技能组');
    await owner.getByLabel('新建技能组').fill(longName);
    await owner.getByLabel('新建技能组').press('Enter');
    const group = owner.getByRole('listitem').filter({ has: owner.locator('summary', { hasText: longName }) });
    await group.locator('summary').click();
    await group.getByRole('button', { name: '加一项必备专长' }).click();
    await group.getByRole('group', { name: '语言' }).getByLabel('英文').check();
    await save();
    await group.getByText('必备专长 1 项').waitFor();
    problems.push(...(await lookAt(owner, 'routing-queues')));

    await open('接待模式');
    await owner.getByRole('button', { name: '加一条规则' }).click();
    await owner.getByLabel('模式', { exact: true }).selectOption('mixed');
    await owner.getByLabel('人工比例（%）').fill('30');
    await owner.getByLabel('从', { exact: true }).fill('22:00');
    await owner.getByLabel('到', { exact: true }).fill('08:00');
    problems.push(...(await lookAt(owner, 'routing-reception')));
    await save();

    await open('等待与接待量');
    const silent = owner.getByLabel('不回应就收回');
    await silent.fill('很久');
    await owner.getByText(/填 0 到 86400 之间的整数/).waitFor();
    problems.push(...(await lookAt(owner, 'routing-limits-wrong')));
    expect(await owner.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
    await silent.fill('60');
    await save();

    await owner.reload();
    await owner.getByLabel('不回应就收回').waitFor();
    expect(await owner.getByLabel('不回应就收回').inputValue()).toBe('60');
    await open('接待模式');
    expect(await owner.getByLabel('人工比例（%）').inputValue()).toBe('30');
    expect(await owner.getByLabel('从', { exact: true }).inputValue()).toBe('22:00');
    await open('技能组');
    await group.getByText('必备专长 1 项').waitFor();

    await open('专长');
    await owner.getByRole('button', { name: '删除', exact: true }).click();
    await owner.getByRole('button', { name: '确认删除，各组对它的要求一并取消' }).click();
    await owner.getByText('还没有专长').waitFor();
    await open('技能组');
    await group.getByText('必备专长 1 项').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  it('the owner writes a shift over midnight, and takes the public holidays', async () => {
    const problems: string[] = [];
    const owner = await stage.newPage();
    await signIn(owner, /店主/);
    await owner.goto('/routing?tab=shifts');
    const cell = owner.getByRole('button', { name: /周蔓，/ }).first();
    await cell.click();
    const editor = owner.getByRole('dialog');
    await editor.getByRole('button', { name: '加一段' }).click();
    await editor.getByLabel('从', { exact: true }).fill('20:00');
    await editor.getByLabel('到', { exact: true }).fill('02:00');
    await editor.getByText('到次日').waitFor();
    await editor.getByRole('button', { name: '保存' }).click();
    await editor.waitFor({ state: 'detached' });
    await owner.getByText('20:00–02:00').first().waitFor();
    problems.push(...(await lookAt(owner, 'routing-shifts')));

    await owner.getByRole('button', { name: '节假日', exact: true }).click();
    await owner.getByRole('button', { name: '导入法定节假日和调休' }).click();
    await owner.getByText('法定节假日已导入').first().waitFor();
    problems.push(...(await lookAt(owner, 'routing-calendar')));
    expect(problems).toEqual([]);
  });

  it('a supervisor reads the rules and may write shifts', async () => {
    const supervisor = await stage.newPage();
    await signIn(supervisor, /周蔓/);
    await supervisor.goto('/routing?tab=limits');
    await supervisor.getByText('规则由店主修改').waitFor();
    expect(await supervisor.getByLabel('不回应就收回').isDisabled()).toBe(true);
    expect(await supervisor.getByRole('button', { name: '保存', exact: true }).count()).toBe(0);
    await supervisor.getByRole('button', { name: '班表', exact: true }).click();
    await supervisor.getByRole('button', { name: '复制上周' }).waitFor();
  });
});
