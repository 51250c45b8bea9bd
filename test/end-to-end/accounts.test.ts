import { authenticator } from 'otplib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility-problems.ts';
import { picturePath } from './harness.ts';
import { signIn } from './sign-in.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const password = 'correct horse battery';

async function enterPassword(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('店铺编号').fill('demo');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

describe('accounts', () => {
  it('somebody is invited, makes the account, turns on the second factor and needs it from then on', async () => {
    const owner = await stage.newPage();
    await signIn(owner, /店主/);
    await owner.goto('/staff');
    await owner.getByRole('button', { name: '邀请同事' }).click();
    await owner.getByLabel('对方邮箱').fill('xinren@example.com');
    await owner.getByRole('button', { name: '生成邀请链接' }).click();
    const link = await owner.getByLabel('邀请链接').inputValue();

    const invited = await stage.newPage();
    await invited.goto(link);
    await invited.getByLabel(/姓名/).fill('林小满');
    await invited.getByLabel('设置密码').fill(password);
    await invited.getByLabel('再输一次密码').fill(password);
    await invited.getByRole('button', { name: '完成' }).click();
    await invited.getByPlaceholder(/搜/).waitFor();

    await invited.goto('/account');
    await invited.getByRole('button', { name: '开启' }).click();
    await invited.getByText('扫不了？手动输入密钥').click();
    const secret = (await invited.locator('code').first().textContent())?.trim() ?? '';
    await invited.getByLabel('6 位验证码').fill(authenticator.generate(secret));
    await invited.getByRole('button', { name: '确认开启' }).click();
    await invited.getByText('已开启，登录更安全。').waitFor();

    const again = await stage.newPage();
    await enterPassword(again, 'xinren@example.com');
    await again.getByText('二次验证').first().waitFor();
    await again.getByLabel('6 位验证码').fill('000000');
    await again.getByRole('button', { name: '验证并登录' }).click();
    await again.getByText(/验证码不对或已过期/).waitFor();

    // The link served its one purpose.
    const stranger = await stage.newPage();
    await stranger.goto(link);
    await stranger.getByLabel(/姓名/).fill('别人');
    await stranger.getByLabel('设置密码').fill(password);
    await stranger.getByLabel('再输一次密码').fill(password);
    await stranger.getByRole('button', { name: '完成' }).click();
    await stranger.getByRole('alert').first().waitFor();
    expect(new URL(stranger.url()).pathname).toBe('/accept-invitation');
  });
});

const scenes = [
  '/',
  '/tickets',
  '/shop',
  '/shop?tab=cases&cases=all',
  '/shop?tab=products',
  '/overview',
  '/wall',
  '/rehearsal',
  '/knowledge',
  '/staff',
  '/audit',
  '/settings',
  '/settings?tab=limits',
  '/settings?tab=systems',
  '/settings?tab=model',
  '/account',
];

describe.each([
  ['light', { colorScheme: 'light' } as const],
  ['dark', { colorScheme: 'dark' } as const],
  ['light on a phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } } as const],
])('every scene, %s', (name, options) => {
  it('has nothing that axe-core finds against WCAG AA, and nothing is cut off', async () => {
    const owner = await stage.newPage(options);
    await owner.goto('/sign-in');
    const problems = (await accessibilityProblems(owner)).map((line) => `/sign-in ${line}`);
    await signIn(owner, /店主/);
    for (const scene of scenes) {
      await owner.goto(scene);
      await owner.getByRole('navigation').first().waitFor();
      await owner.waitForLoadState('networkidle');
      await owner.screenshot({
        path: picturePath(`scene${scene.replaceAll(/[/?=&]/g, '-')}-${name.replaceAll(' ', '-')}.png`),
      });
      problems.push(...(await accessibilityProblems(owner)).map((line) => `${scene} ${line}`));
      const overflow = await owner.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (overflow !== 0) problems.push(`${scene} is ${overflow} pixels wider than the window`);
    }
    expect(problems).toEqual([]);
  });
});
