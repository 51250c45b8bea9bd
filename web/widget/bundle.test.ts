import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Most that the script may weigh over the network, in bytes. */
const budget = 40_000;

describe('the built widget', () => {
  let folder = '';
  let script = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'peakdesk-widget-'));
    const builder = pathToFileURL(join(import.meta.dirname, '../../scripts/build.mjs')).href;
    const { buildWidget }: { buildWidget(target: string): Promise<void> } = await import(builder);
    await buildWidget(folder);
    script = readFileSync(join(folder, 'web/widget.js'), 'utf8');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`weighs at most ${budget / 1_000} kB`, () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(budget);
  });

  it('holds no code of the workspace and no markup from strings', () => {
    expect(script).not.toMatch(/react-dom|@tanstack|i18next/);
    expect(script).not.toMatch(/insertAdjacentHTML|document\.write|new Function/);
  });

  it('brings the demo page along', () => {
    expect(readFileSync(join(folder, 'web/demo/index.html'), 'utf8')).toContain('/demo/demo.js');
    expect(readFileSync(join(folder, 'web/demo/demo.css'), 'utf8')).toContain('--surface');
  });
});
