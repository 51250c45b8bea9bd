import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { findTurnOf } from '../../src/walk/index.ts';
import { noon, type RunningApp, runApp, type TestCustomer, wordsIn } from '../walk/running-app.ts';

const lineSchema = z.strictObject({
  say: z.string(),
  /** Kind of the turn's last decision. */
  decision: z.string().optional(),
  /** Flow on top after the turn. */
  flow: z.string().optional(),
  /** `name:state` of an action of the turn. */
  action: z.string().optional(),
  /** Words that the reply holds. */
  words: z.array(z.string()).default([]),
  /** Words that it must not hold. */
  not: z.array(z.string()).default([]),
});
const conversationSchema = z.strictObject({
  name: z.string(),
  customer: z.string().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  lines: z.array(lineSchema),
});
type Line = z.infer<typeof lineSchema>;

const conversations = z
  .array(conversationSchema)
  .parse(JSON.parse(readFileSync(new URL('./demo-conversations.json', import.meta.url), 'utf8')));

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
});

afterAll(async () => {
  await running.stop();
});

/** Each conversation has its customer as the shop was seeded: cases and cancellations of others do not reach it. */
describe('a conversation with the demo shop', () => {
  let used = new Set<string>();
  beforeEach(() => running.clock.set(noon));

  it.each(conversations)('$name', async ({ customer, at, lines }) => {
    if (customer !== undefined && used.has(customer) && changesShop(customer)) {
      await running.stop();
      running = await runApp();
      used = new Set();
    }
    if (customer !== undefined) used.add(customer);
    if (at !== undefined) running.clock.set(new Date(at));
    const person = await running.aCustomer(customer);
    for (const line of lines) await sayAndCheck(person, line);
  });
});

/** Customers in whose conversations something is changed in the shop. */
function changesShop(customer: string): boolean {
  const changing = /:(done)$/;
  return conversations.some(
    (one) => one.customer === customer && one.lines.some((line) => line.action && changing.test(line.action)),
  );
}

async function sayAndCheck(person: TestCustomer, line: Line): Promise<void> {
  const { conversationId, message } = await person.send(line.say);
  await person.settled();
  const later = (await person.thread()).filter((one) => one.seq > message.seq);
  const trace = await running.app.walk.database.inShop(demoShopId, (sql) =>
    findTurnOf(sql, demoShopId, conversationId, message.seq),
  );
  const reply = wordsIn(later);
  const where = `after “${line.say}”: ${reply}`;
  const decided = trace?.trace.decisions.at(-1)?.kind;
  if (line.decision !== undefined) expect(decided, where).toBe(line.decision);
  if (line.flow !== undefined) expect(trace?.trace.flow, where).toBe(line.flow);
  const actions = trace?.trace.actions.map((one) => `${one.name}:${one.state}`) ?? [];
  if (line.action !== undefined) expect(actions, where).toContain(line.action);
  for (const words of line.words) expect(reply, where).toContain(words);
  for (const words of line.not) expect(reply, where).not.toContain(words);
}
