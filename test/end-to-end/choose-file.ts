import type { Page } from 'playwright-core';

/** Chooses a file with this name and text in the page's one file field. */
export async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
}
