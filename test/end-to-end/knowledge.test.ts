import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility-problems.ts';
import { openChat, say } from './chat.ts';
import { chooseFile } from './choose-file.ts';
import { picturePath } from './harness.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage();

describe('the knowledge screen', () => {
  it("a shop's document becomes drafts, is approved and released, and the next customer gets its answer word for word", async () => {
    const trainer = await atKnowledge();
    await trainer.getByPlaceholder('搜问题或答案').fill('验证码');
    await trainer.getByText('登录不了').first().waitFor();

    await trainer.getByRole('button', { name: '从文件导入' }).click();
    await chooseFile(
      trainer,
      '店规.md',
      '欢迎光临。\n\n# 门店可以试穿羽绒服吗？\n\n可以，杭州湖滨门店每天 10 点到 21 点可以试穿，无需预约。\n\n# 门店试穿要预约吗？\n\n不用预约，直接到店即可。\n',
    );
    await trainer.getByText('有 1 处没读进来').waitFor();
    await trainer.screenshot({ path: picturePath('knowledge-file.png') });
    expect(await accessibilityProblems(trainer)).toEqual([]);
    await trainer.getByRole('button', { name: '存 2 条为草稿' }).click();

    await trainer.getByRole('button', { name: '全部通过（2）' }).click();
    await trainer.getByPlaceholder(/这次改了什么/).fill('门店试穿');
    await trainer.getByRole('button', { name: '发布 2 条' }).click();
    await trainer.getByText('没有待发布的改动').waitFor();
    await trainer.getByRole('button', { name: '版本' }).click();
    await trainer.getByText('门店试穿').waitFor();
    await trainer.screenshot({ path: picturePath('knowledge.png') });

    await (await asked('你们门店可以试穿羽绒服吗')).getByText(/杭州湖滨门店每天 10 点到 21 点/).waitFor();
  });

  it('a wish of this shop is taught by examples, tried out, released, and read in other words', async () => {
    const trainer = await atKnowledge();
    await trainer.getByRole('button', { name: '自定义意图' }).click();
    await trainer.getByText('还没有自定义意图').waitFor();
    await trainer.getByRole('button', { name: '新增意图' }).click();
    await trainer.getByLabel('叫什么').fill('批发咨询');
    const examples = trainer.getByLabel('顾客会怎么说');
    await examples.fill('批发怎么拿货\n我想代理你们的产品\n可以做分销吗');
    await trainer.getByText('再写 2 句就够了').waitFor();
    await examples.fill('批发怎么拿货\n我想代理你们的产品\n可以做分销吗\n大量采购找谁谈\n你们招代理吗');
    await trainer.getByLabel('认出来之后').selectOption({ label: '转人工' });
    await trainer.getByLabel('转给').selectOption({ label: '售前' });
    await trainer.getByRole('textbox', { name: '试一试' }).fill('做你们代理要什么条件');
    await trainer.getByRole('button', { name: '试一试' }).click();
    await trainer.getByText('认成「批发咨询」').waitFor();
    await trainer.screenshot({ path: picturePath('own-intent.png') });
    expect(await accessibilityProblems(trainer)).toEqual([]);
    await trainer.getByRole('button', { name: '存为草稿' }).click();

    await trainer.getByRole('button', { name: '全部通过（1）' }).click();
    await trainer.getByRole('button', { name: '发布 1 条' }).click();
    await trainer.getByText('没有待发布的改动').waitFor();
    await trainer.getByRole('button', { name: '自定义意图' }).click();
    await trainer.getByText('转人工（售前）').waitFor();

    // Whether people are there or not, it is theirs to answer.
    await (await asked('做你们代理要什么条件'))
      .getByText(/同事|人工/)
      .first()
      .waitFor();
  });
});

async function atKnowledge(): Promise<Page> {
  const trainer = await stage.newPage();
  await signIn(trainer, /店主/);
  await trainer.goto('/knowledge');
  return trainer;
}

/** A new customer's window after this question. */
async function asked(question: string): Promise<Page> {
  const customer = await stage.newPage();
  await openChat(customer);
  await say(customer, question);
  return customer;
}
