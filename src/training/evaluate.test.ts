import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { readScenarios } from './read-scenarios.ts';
import { reportOf } from './report/report.ts';
import { failuresText } from './report/terminal.ts';
import { type Scenario, scenarioKinds, scenarioShops } from './scenario.ts';
import type { Stage } from './stage.ts';
import { aStage, root } from './testing.ts';

/**
 * A fixed part of the conversations, so that what was reached does not get lost unseen; `peakdesk evaluate` plays all.
 * The floor is what passes now, rounded down. Raise it when more passes; never lower it.
 */
const every = 4;
const floor = 0.95;
/** False statements of that part that are known and not mended yet. */
const knownFalseStatements = 0;

const folder = join(root, 'src/training/scenarios');
let stage: Stage & { stop(): Promise<void> };
let scenarios: readonly Scenario[];
beforeAll(async () => {
  scenarios = await readScenarios(folder);
  stage = await aStage();
}, 400_000);
afterAll(() => stage.stop());

describe('the built-in conversations', () => {
  it('are 300 and more, of both shops, in all kinds, languages and emotions', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(300);
    const seen = (of: (one: Scenario) => string) => new Set(scenarios.map(of));
    expect(seen((one) => one.shop)).toEqual(new Set(scenarioShops));
    expect(seen((one) => one.kind)).toEqual(new Set(scenarioKinds));
    expect(seen((one) => one.language)).toEqual(new Set(['zh-CN', 'zh-TW', 'en']));
    expect(seen((one) => one.emotion).size).toBe(7);
  });

  it('are answered as well as before, and truthfully', async () => {
    const part = scenarios.filter((_, at) => at % every === 0);
    const report = reportOf(await evaluate(stage, part));
    const { passed, total, falseStatements } = report.summary;
    const told = `${passed} of ${total}\n${failuresText(report)}`;
    expect(falseStatements, told).toBeLessThanOrEqual(knownFalseStatements);
    expect(passed / total, told).toBeGreaterThanOrEqual(floor);
  }, 400_000);

  it('leave the shops as they were', async () => {
    const [cancels] = await readScenarios(folder, { only: 'demo/cancel#2' });
    const twice = await evaluate(stage, cancels === undefined ? [] : [cancels, cancels]);
    const [first, second] = twice.results.map((one) => one.turns.map((turn) => turn.played.trace?.actions));
    expect(second).toEqual(first);
  });
});

describe('reading scenarios', () => {
  it.each([
    ['a shop', { shop: 'imported' as const }, (one: Scenario) => one.shop === 'imported'],
    ['a flow', { only: 'urge-shipping' }, (one: Scenario) => one.flow === 'urge-shipping' || one.id.includes('urge')],
    ['a language', { only: 'zh-TW' }, (one: Scenario) => one.language === 'zh-TW'],
    ['a file', { file: join(folder, 'demo/people.json') }, (one: Scenario) => one.file === 'demo/people.json'],
  ])('picks by %s', async (_, selection, fits) => {
    const picked = await readScenarios(folder, selection);
    expect(picked.length).toBeGreaterThan(3);
    expect(picked.every(fits)).toBe(true);
  });

  it('names the file and field at fault', async () => {
    await expect(readScenarios(folder, { file: join(root, 'package.json') })).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(readScenarios(folder, { only: 'no such words anywhere' })).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});
