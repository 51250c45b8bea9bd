import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSecrets, ShopId } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import type { ToolReplayLine } from '../../shop-tools.ts';
import { importRetailShop } from './import-retail.ts';
import { type ReplayResult, writeReplayResult } from './replay-tools.ts';
import { replayTools } from './retail-connector.ts';

const folder = new URL('../../../../../shared/data/retail/', import.meta.url);
const isPresent = existsSync(new URL('expected-train.json', folder));

const calls = z.array(z.object({ name: z.string(), arguments: z.unknown() }));
const tasks = z.array(z.object({ id: z.string(), actions: calls }));
const change = z.object({ collection: z.string(), id: z.string(), after: z.unknown() });
const expectations = z.array(
  z.object({
    id: z.string(),
    action_results: z.array(z.object({ ok: z.boolean(), result: z.string() })),
    changed: z.array(change),
  }),
);
const guardCases = z.array(
  z.object({
    id: z.number(),
    tool: z.string(),
    arguments: z.unknown(),
    ok: z.boolean(),
    error: z.string().nullable(),
    changed: z.array(change),
  }),
);

describe.runIf(isPresent)('the recorded retail shop, imported', () => {
  let testing: TestDatabase | undefined;
  let replay: (line: ToolReplayLine) => Promise<ReplayResult>;

  beforeAll(async () => {
    testing = await testDatabase();
    const { database } = testing;
    const secrets = createSecrets({ database, secretKey: 'a key for tests that is long enough 0123456789' });
    const parts = { database, secrets, shopId: ShopId.check('retail') };
    const report = await importRetailShop({ ...parts, from: folder.pathname });
    expect(report).toEqual({ read: 1550, changed: 1550, refused: [] });
    replay = (line) => replayTools({ ...parts, line, keep: false });
  });
  afterAll(() => testing?.close());

  test.each(['train', 'dev'])(
    'every %s task answers word for word as recorded and changes the same entities',
    async (part) => {
      const expected = new Map(expectations.parse(readData(`expected-${part}.json`)).map((one) => [one.id, one]));
      const list = tasks.parse(readData(`tasks-${part}.json`));
      for (const task of list) {
        const result = await replay({ id: task.id, calls: task.actions });
        const wanted = expected.get(task.id);
        const answers = result.results.map((one) => ({ ok: one.ok, result: one.ok ? one.result : one.error }));
        expect(answers, task.id).toEqual(wanted?.action_results.map(({ ok, result: text }) => ({ ok, result: text })));
        expect(changesOf(result), task.id).toEqual(wanted?.changed);
      }
      expect(list.length).toBe(expected.size);
    },
  );

  test('every guard case is accepted or refused as recorded', async () => {
    for (const one of guardCases.parse(readData('guard-cases.json'))) {
      const line = { id: one.id, calls: [{ name: one.tool, arguments: one.arguments }] };
      const result = await replay(line);
      const [answer] = result.results;
      expect(answer?.ok === false ? answer.error : null, String(one.id)).toBe(one.error);
      expect(changesOf(result), String(one.id)).toEqual(one.changed);
    }
  });
});

if (!isPresent) {
  // The recorded answers are no part of the project; tools.test.ts covers the tools with an invented shop.
  test.skip('NOT RUN: the recorded answers are not there (../shared/data/retail beside this checkout)');
}

function readData(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** The changes as somebody reads them who gets the printed line. */
function changesOf(result: ReplayResult): unknown {
  return z.object({ changed: z.unknown() }).parse(JSON.parse(writeReplayResult(result))).changed;
}
