import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LoadLevel } from '../../src/routing/index.ts';
import { type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;
let level: LoadLevel = 'normal';
const asked = { understand: 0, word: 0 };

beforeAll(async () => {
  running = await runApp({
    loadLevel: () => level,
    models: {
      understand: async () => {
        asked.understand += 1;
        return undefined;
      },
      word: async () => {
        asked.word += 1;
        return undefined;
      },
      health: () => undefined,
    },
  });
}, 120_000);
afterAll(() => running.stop());
beforeEach(() => {
  asked.understand = 0;
  asked.word = 0;
});

/** Understood for sure, and not understood. */
const [clear, vague] = ['满300减50还有吗', '那边那个好像不太对头'];

describe('what a model is still asked for', () => {
  it.each<[LoadLevel, string, { understand: number; word: number }]>([
    ['normal', clear, { understand: 1, word: 1 }],
    ['busy', clear, { understand: 0, word: 0 }],
    ['busy', vague, { understand: 1, word: 0 }],
    ['surge', clear, { understand: 0, word: 0 }],
    ['surge', vague, { understand: 0, word: 0 }],
    ['overload', clear, { understand: 0, word: 0 }],
    ['overload', vague, { understand: 0, word: 0 }],
  ])('%s, "%s": %j', async (now, text, wanted) => {
    level = now;
    const customer = await running.aCustomer();
    const replies = await customer.say(text);
    expect(asked).toEqual(wanted);
    // Whatever is switched off, the customer has an answer.
    expect(wordsIn(replies)).not.toBe('');
  });
});

describe('answers in a crowd', () => {
  it('are no longer than in a calm hour, and greetings are short', async () => {
    const length = async (now: LoadLevel, text: string) => {
      level = now;
      const customer = await running.aCustomer();
      return wordsIn(await customer.say(text)).length;
    };
    for (const text of ['在吗', clear])
      expect(await length('surge', text)).toBeLessThanOrEqual(await length('normal', text));
    expect(await length('surge', '在吗')).toBeLessThan(await length('normal', '在吗'));
  });

  it('the level of each turn stands in its trace', async () => {
    level = 'surge';
    const customer = await running.aCustomer();
    await customer.say(clear);
    const { conversationId, shopId } = (await customer.thread())[0] ?? {};
    if (!conversationId || !shopId) throw new Error('nothing was said');
    const rows = await running.app.ground.database.inShop(
      shopId,
      (sql) => sql<{ level: string }[]>`
        select trace ->> 'loadLevel' as level from turn_traces where shop_id = ${shopId} and conversation_id = ${conversationId}`,
    );
    expect(rows).toEqual([{ level: 'surge' }]);
  });
});
