import { authenticator } from 'otplib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility-problems.ts';
import { aPerson, openBrowser, picturePath, type RunningServer, startServer } from './harness.ts';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const password = 'correct horse battery';

async function signInAsOwner(page: Page): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByRole('button', { name: /店主/ }).first().click();
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByPlaceholder(/搜/).waitFor();
}

async function enterPassword(page: Page, email: string): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('店铺编号').fill('demo');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

describe('accounts', () => {
  it('somebody is invited, makes the account, turns on the second factor and needs it from then on', async () => {
    const owner = await (await aPerson(browser)).newPage();
    await signInAsOwner(owner);
    await owner.goto(`${server.url}/staff`);
    await owner.getByRole('button', { name: '邀请同事' }).click();
    await owner.getByLabel('对方邮箱').fill('xinren@example.com');
    await owner.getByRole('button', { name: '生成邀请链接' }).click();
    const link = await owner.getByLabel('邀请链接').inputValue();

    const invited = await (await aPerson(browser)).newPage();
    await invited.goto(link);
    await invited.getByLabel(/姓名/).fill('林小满');
    await invited.getByLabel('设置密码').fill(password);
    await invited.getByLabel('再输一次密码').fill(password);
    await invited.getByRole('button', { name: '完成' }).click();
    await invited.getByPlaceholder(/搜/).waitFor();

    await invited.goto(`${server.url}/account`);
    await invited.getByRole('button', { name: '开启' }).click();
    await invited.getByText('扫不了？手动输入密钥').click();
    const secret = (await invited.locator('code').first().textContent())?.trim() ?? '';
    await invited.getByLabel('6 位验证码').fill(authenticator.generate(secret));
    await invited.getByRole('button', { name: '确认开启' }).click();
    await invited.getByText('已开启，登录更安全。').waitFor();

    const again = await (await aPerson(browser)).newPage();
    await enterPassword(again, 'xinren@example.com');
    await again.getByText('二次验证').first().waitFor();
    await again.getByLabel('6 位验证码').fill('000000');
    await again.getByRole('button', { name: '验证并登录' }).click();
    await again.getByText(/验证码不对或已过期/).waitFor();

    // The link served its one purpose.
    const stranger = await (await aPerson(browser)).newPage();
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
  '/account',
];

describe.each([
  ['light', { colorScheme: 'light' } as const],
  ['dark', { colorScheme: 'dark' } as const],
  ['light on a phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } } as const],
])('every scene, %s', (name, options) => {
  it('has nothing that axe-core finds against WCAG AA, and nothing is cut off', async () => {
    const owner = await (await aPerson(browser, options)).newPage();
    await owner.goto(`${server.url}/sign-in`);
    const problems = (await accessibilityProblems(owner)).map((line) => `/sign-in ${line}`);
    await owner.getByRole('button', { name: /店主/ }).first().click();
    await owner.getByRole('button', { name: '登录', exact: true }).click();
    await owner.waitForURL(`${server.url}/`);
    for (const scene of scenes) {
      await owner.goto(`${server.url}${scene}`);
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
