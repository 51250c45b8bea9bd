import type { Page } from 'playwright-core';
import { accessibilityProblems } from './accessibility-problems.ts';
import { picturePath } from './harness.ts';

const desktop = { width: 1440, height: 900 };
/** Tall, so that the picture shows what one would scroll to. */
const tall = { width: 1440, height: 2_200 };
const phone = { width: 390, height: 2_600 };

/**
 * Looks at what is on the screen now in light, dark and on a phone: keeps pictures, and returns what axe-core finds against WCAG AA and
 * whether anything makes the page wider than the window.
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [look, colorScheme, size] of [
    ['light', 'light', tall],
    ['dark', 'dark', tall],
    ['phone', 'light', phone],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await page.waitForTimeout(150);
    await page.screenshot({ path: picturePath(`${name}-${look}.png`) });
    problems.push(...(await accessibilityProblems(page)).map((line) => `${name}, ${look}: ${line}`));
    const over = Number(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
    if (over !== 0) problems.push(`${name}, ${look}: ${over} pixels wider than the window`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(desktop);
  return problems;
}
