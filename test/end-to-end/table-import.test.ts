import { describe, expect, it } from 'vitest';
import { chooseFile } from './choose-file.ts';
import { lookAt } from './look-at.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const header = '单号,商品名称,数量,单价,订单状态,收货人,手机';

describe('the import of tables', () => {
  it('shows faults row by row, takes a column as it is chosen, writes it, and says what came of it', async () => {
    const problems: string[] = [];
    const owner = await stage.newPage();
    await signIn(owner, /店主/);
    await owner.goto('/shop?tab=import');
    await owner.getByText('还没有导入过表格').waitFor();
    problems.push(...(await lookAt(owner, 'import-empty')));

    const choose = async (name: string, text: string) => {
      await chooseFile(owner, name, text);
      await owner.getByRole('region', { name }).waitFor();
    };
    const wrongName = '双十一预售及补发订单汇总（含赠品与改价，客服核对后的最终版本）.csv';
    await choose(wrongName, `${header.replace('单号', '订单号')}\nW1,保温杯,一个,59.9,已发货,王芳,13800001001\n`);
    await owner.getByText(/处需要修改/).waitFor();
    await owner.getByText('第 2 行').first().waitFor();
    expect(await owner.getByRole('button', { name: '导入', exact: true }).last().isDisabled()).toBe(true);
    problems.push(...(await lookAt(owner, 'import-faults')));
    await owner.getByRole('button', { name: '放弃' }).click();

    await choose(
      '订单.csv',
      `${header}\nW1,保温杯,1,59.9,已发货,王芳,13800001001\nW2,保温杯,2,59.9,已发货,李雷,13800001002\n`,
    );
    await owner.getByText(/还缺少：/).waitFor();
    await owner.getByLabel(/^单号 · 导入为/).selectOption({ label: '订单号 · 必填' });
    await owner.getByText(/共 2 行/).waitFor();
    problems.push(...(await lookAt(owner, 'import-preview')));
    await owner.getByRole('region', { name: '订单.csv' }).getByRole('button', { name: '导入', exact: true }).click();
    await owner.getByText(/已写入 \d+ 条（共 2 行）/).waitFor({ timeout: 60_000 });
    problems.push(...(await lookAt(owner, 'import-done')));
    expect(problems).toEqual([]);
  });
});
