import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type RunningServer, startServer } from './harness.ts';

/** Where a story is played. Its pages take addresses that begin with "/". */
export type Stage = {
  /** The screen of somebody new: a window of their own, Chinese, in the shop's time zone. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
};

/** A server in a folder of its own, made ready by `prepare`, and Chromium: there for all stories of the file, closed after the last. */
export function setStage(prepare: (url: string) => Promise<void> = async () => {}): Stage {
  let server: RunningServer | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await startServer();
    await prepare(server.url);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  return {
    async newPage(options = {}) {
      if (!server || !browser) throw new Error('the stage is set before the first test, not while the file is read');
      const person = await browser.newContext({
        baseURL: server.url,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
        ...options,
      });
      return await person.newPage();
    },
  };
}

/** Chromium as found or brought by `npm test`. */
async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env.PEAKDESK_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
