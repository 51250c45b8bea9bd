import type { Page } from 'playwright-core';

/** Signs somebody of the demo shop in by the buttons of the sign-in page. */
export async function signIn(page: Page, name: RegExp): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name }).first().click();
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL('/');
}
