import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chooseFile } from './choose-file.ts';
import { lookAt } from './look-at.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage();

async function exportBy(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

describe('the rehearsal page', () => {
  it('a supervisor plays a sale day, moves a shift, finds the cheapest roster and takes it away', async () => {
    const problems: string[] = [];
    const supervisor = await stage.newPage();
    await signIn(supervisor, /店主/);
    await supervisor.goto('/rehearsal');
    await supervisor.getByText(/满两周后才能预测/).waitFor();

    await supervisor.getByRole('button', { name: '最近一次双 11 × 10' }).click();
    await supervisor.getByRole('alert').first().waitFor();
    await supervisor.getByRole('button', { name: '用示例' }).click();

    await supervisor.getByRole('button', { name: '加一个班组' }).click();
    await supervisor.getByLabel('班组 4 班组名称').fill('双十一零点加班支援组（临时抽调自仓库与运营）');
    const added = supervisor.getByRole('row').filter({ has: supervisor.locator('input[value^="双十一零点"]') });
    await added.getByLabel(/上班$/).fill('20:00');
    await added.getByLabel(/下班$/).fill('02:00');
    await supervisor.getByText('跨零点的夜班请拆成两个班组').waitFor();
    expect(await supervisor.getByRole('button', { name: '开始演练' }).isDisabled()).toBe(true);
    problems.push(...(await lookAt(supervisor, 'rehearsal-wrong-shift')));
    await added.getByLabel(/下班$/).fill('00:00');

    await supervisor.getByRole('button', { name: '开始演练' }).click();
    await supervisor.getByRole('img', { name: /全天成本/ }).waitFor();
    await supervisor.getByText('预计等待兑现').waitFor();
    problems.push(...(await lookAt(supervisor, 'rehearsal')));

    await supervisor.getByRole('button', { name: '找最省排班' }).click();
    await supervisor.getByText(/最省排班：早班/).waitFor({ timeout: 60_000 });
    const roster = await exportBy(supervisor, '导出排班');
    expect(roster).toContain('班组名称,上班,下班,人数,同时接待,每人每小时成本,小时数,全天成本');
    expect(roster).toMatch(/双十一零点加班支援组（临时抽调自仓库与运营）,20:00,24:00,\d+,3,45,4,/);
    expect(await exportBy(supervisor, '导出结果')).toMatch(/^fromMinute,.*abandonRate,peopleCost,aiCost,lostCost\n0,/);
    problems.push(...(await lookAt(supervisor, 'rehearsal-cheapest')));
    expect(problems).toEqual([]);
  });

  it('plays a trace of CSV or JSON Lines by the shop’s clock, and names the line that cannot be', async () => {
    const supervisor = await stage.newPage();
    await signIn(supervisor, /店主/);
    await supervisor.goto('/rehearsal');
    const choose = (name: string, text: string) => chooseFile(supervisor, name, text);
    await choose('坏记录.csv', 'at,intent\n2026-11-11 20:00:00,refund\n昨天晚上,track\n');
    await supervisor.getByText(/坏记录\.csv.*3/).waitFor();
    const minutes = Array.from({ length: 120 }, (_none, index) => index);
    const at = (minute: number) =>
      `2026-11-11 ${20 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:00`;
    await choose('双十一.csv', `at,intent\r\n${minutes.map((minute) => `"${at(minute)}",refund`).join('\r\n')}\r\n`);
    await supervisor.getByText('双十一.csv，共 120 条').waitFor();
    await supervisor.getByRole('button', { name: '开始演练' }).click();
    await supervisor.getByRole('img', { name: /全天等待/ }).waitFor();
    const result = await exportBy(supervisor, '导出结果');
    // 20:00 of the shop's clock is minute 1200 of the day, whatever the zone of whoever looks.
    expect(result.split('\n').find((line) => line.startsWith('1200,'))).toMatch(/^1200,15,/);
    await choose('双十一.jsonl', minutes.map((minute) => JSON.stringify({ at: at(minute) })).join('\n'));
    await supervisor.getByText('双十一.jsonl，共 120 条').waitFor();
  });
});
