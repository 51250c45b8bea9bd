import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeFirstGroups } from '../../src/cli/make-first-groups.ts';
import { importFormats } from '../../src/commerce/index.ts';
import { aRetailFolder } from '../../src/commerce/stores/retail/a-retail-shop.ts';
import { listMessages } from '../../src/conversations/index.ts';
import { prepareImportedShop } from '../../src/demo-shop/index.ts';
import { createSecrets, ShopId } from '../../src/platform/index.ts';
import { findTurnOf } from '../../src/walk/index.ts';
import { noon, type RunningApp, runApp, wordsIn } from '../walk/running-app.ts';
import conversations from './retail-conversations.json' with { type: 'json' };

const turnSchema = z.strictObject({
  say: z.string(),
  /** What the last decision of the turn is. */
  decision: z.enum(['answer', 'ask', 'act', 'hand-off', 'wait', 'close']).optional(),
  /** Words of the reply, as patterns that are matched whatever the case. */
  words: z.array(z.string()).default([]),
  not: z.array(z.string()).default([]),
  /** The change that this turn makes, with the arguments that matter; a turn without it changes nothing. */
  does: z.strictObject({ action: z.string(), arguments: z.record(z.string(), z.unknown()) }).optional(),
});
const schema = z.array(z.strictObject({ title: z.string(), turns: z.array(turnSchema) }));

/** Actions that tell colleagues something and change nothing of the shop's. */
const harmless = ['create-ticket'];

let running: RunningApp;
let folder: string;

beforeAll(async () => {
  running = await runApp();
  folder = await aRetailFolder();
});
afterAll(async () => running.stop());

describe('conversations with an imported English shop', () => {
  it.each(schema.parse(conversations).map((one) => [one.title, one.turns] as const))('%s', async (_title, turns) => {
    const say = await talkTo(await anImportedShop());
    for (const turn of turns) {
      const reply = await say(turn.say);
      const heard = `${turn.say} → ${reply.text}`;
      if (turn.decision !== undefined)
        expect({ heard, decision: reply.decision }).toMatchObject({ decision: turn.decision });
      for (const words of turn.words) expect(heard).toMatch(new RegExp(`→ [^]*${words}`, 'i'));
      for (const words of turn.not) expect(heard).not.toMatch(new RegExp(`→ [^]*${words}`, 'i'));
      const expected = turn.does === undefined ? [] : [{ name: turn.does.action, arguments: turn.does.arguments }];
      expect({ heard, done: reply.done }).toMatchObject({ done: expected });
    }
  });
});

/** Every conversation has the invented shop for itself: what one changes is no surprise to the next. */
async function anImportedShop(): Promise<ShopId> {
  const shopId = ShopId.check(`retail-${randomUUID().slice(-12)}`);
  const { database } = running.app.walk;
  const secrets = createSecrets({ database, secretKey: 'k'.repeat(40) });
  const report = await importFormats['retail-json']?.({
    database,
    secrets,
    shopId,
    from: folder,
    onProgress: () => {},
  });
  expect(report?.refused).toEqual([]);
  await prepareImportedShop({ database, shopId, now: noon });
  await makeFirstGroups(database, shopId);
  return shopId;
}

type Reply = { text: string; decision: string | undefined; done: readonly { name: string; arguments: unknown }[] };

async function talkTo(shopId: ShopId): Promise<(text: string) => Promise<Reply>> {
  const { app, clock } = running;
  const personId = `person-${randomUUID()}`;
  return async (text) => {
    const { conversationId, message } = await app.receiver.receive(shopId, {
      channelId: 'console',
      personId,
      isVerified: false,
      messageId: randomUUID(),
      content: [{ kind: 'text', text }],
      sentAt: clock.now(),
    });
    await app.turns.drain();
    return await app.walk.database.inShop(shopId, async (sql) => {
      const turn = await findTurnOf(sql, shopId, conversationId, message.seq);
      const later = await listMessages(sql, shopId, conversationId, {
        afterSeq: message.seq,
        limit: 50,
        withPrivate: false,
      });
      const actions = turn?.trace.actions ?? [];
      return {
        text: wordsIn(later),
        decision: turn?.trace.decisions.at(-1)?.kind,
        done: actions.filter((action) => action.state === 'done' && !harmless.includes(action.name)),
      };
    });
  };
}
