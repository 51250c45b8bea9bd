import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writeValue } from './json-text.ts';
import { readRetailFolder } from './read-folder.ts';
import { replayCalls } from './replay-tools.ts';
import { memorySource, type RetailSource } from './retail-records.ts';

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

describe.runIf(isPresent)('the recorded retail shop', async () => {
  const source = isPresent ? await sourceOf(folder.pathname) : undefined;

  test.each(['train', 'dev'])(
    'every %s task answers word for word as recorded and changes the same entities',
    async (part) => {
      if (source === undefined) return;
      const expected = new Map(expectations.parse(readData(`expected-${part}.json`)).map((one) => [one.id, one]));
      const list = tasks.parse(readData(`tasks-${part}.json`));
      for (const task of list) {
        const { result } = await replayCalls(source, { id: task.id, calls: task.actions });
        const wanted = expected.get(task.id);
        const answers = result.results.map((one) => ({ ok: one.ok, result: one.ok ? one.result : one.error }));
        expect(answers, task.id).toEqual(wanted?.action_results.map(({ ok, result: text }) => ({ ok, result: text })));
        expect(plain(result.changed), task.id).toEqual(wanted?.changed);
      }
      expect(list.length).toBe(expected.size);
    },
  );

  test('every guard case is accepted or refused as recorded', async () => {
    if (source === undefined) return;
    for (const one of guardCases.parse(readData('guard-cases.json'))) {
      const line = { id: one.id, calls: [{ name: one.tool, arguments: one.arguments }] };
      const { result } = await replayCalls(source, line);
      const [answer] = result.results;
      expect(answer?.ok === false ? answer.error : null, String(one.id)).toBe(one.error);
      expect(plain(result.changed), String(one.id)).toEqual(one.changed);
    }
  });
});

test.skipIf(isPresent)(
  'NOT RUN: the recorded retail shop is not beside this checkout (../shared/data/retail)',
  () => {},
);

async function sourceOf(path: string): Promise<RetailSource> {
  const { folder: read, refused } = await readRetailFolder(path);
  expect(refused).toEqual([]);
  const documents = <T>(entries: ReadonlyMap<string, { document: T }>) =>
    new Map([...entries].map(([id, { document }]) => [id, document]));
  return memorySource({
    users: documents(read.users),
    orders: documents(read.orders),
    products: new Map([...read.products].map(([id, { document, text }]) => [id, { product: document, text }])),
  });
}

function readData(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

function plain(value: unknown): unknown {
  return JSON.parse(writeValue(value));
}
