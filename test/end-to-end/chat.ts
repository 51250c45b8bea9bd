import type { Locator, Page } from 'playwright-core';

/** Opens the chat window on the demo shop's page; `?customer=` in the address says who is there. */
export async function openChat(page: Page, address = '/demo'): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: '在线客服' }).click();
  await inputOf(page).waitFor();
}

/** Sends a message as the customer. */
export async function say(page: Page, text: string): Promise<void> {
  await inputOf(page).fill(text);
  await inputOf(page).press('Enter');
}

/** What has been said in the chat window. */
export function chatOf(page: Page): Locator {
  return page.getByRole('log', { name: '聊天记录' });
}

function inputOf(page: Page): Locator {
  return page.getByRole('textbox', { name: '输入消息' });
}
