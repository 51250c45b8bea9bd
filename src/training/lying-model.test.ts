import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../dialogue/index.ts';
import type { ModelGateway } from '../dialogue/models/index.ts';
import { lieKinds, liesAbout } from './lies.ts';
import { type PlayedTurn, playScenario } from './play-scenario.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';
import type { Stage } from './stage.ts';
import { aStage } from './testing.ts';
import { truthCheckFor } from './truth/check-truth.ts';

/** A model that says and commands whatever a test puts into its mouth; nothing of the gateway softens it. */
const mouth: {
  word?: (template: string) => string;
  commands?: readonly Command[] | undefined;
  asked: number;
} = { asked: 0 };
const liar: ModelGateway = {
  understand: async () => mouth.commands,
  word: async ({ templateText }) => {
    mouth.asked += 1;
    return mouth.word?.(templateText);
  },
  health: () => undefined,
};

let stage: Stage & { stop(): Promise<void> };
beforeAll(async () => {
  stage = await aStage({ models: liar });
}, 400_000);
afterAll(() => stage.stop());

/** Questions that are answered in words of a model where there is one. */
const questions: readonly (readonly [Scenario['shop'], Scenario['language'], string | undefined, string])[] = [
  ['demo', 'zh-CN', 'DC0015', '羽绒服多少钱'],
  ['demo', 'zh-CN', 'DC0002', '我的快递到哪了'],
  ['demo', 'zh-CN', 'DC0012', '我的退款到哪一步了'],
  ['demo', 'zh-CN', 'DC0015', '新疆包邮吗'],
  ['demo', 'zh-CN', 'DC0014', '怎么还不发货'],
  ['demo', 'zh-TW', 'DC0005', '請問我的耳機寄到哪了'],
  ['demo', 'zh-TW', 'DC0005', '現在有什麼優惠活動嗎'],
  ['demo', 'en', 'DC0006', 'where is my jacket order'],
  ['demo', 'en', 'DC0006', 'how much are the earbuds today'],
  ['imported', 'en', undefined, 'how much is the espresso machine?'],
];

async function ask([shop, language, customer, say]: (typeof questions)[number]) {
  const body = scenarioSchema.parse({ title: 'a question to a liar', flow: 'lie', language, turns: [{ say }] });
  const scenario: Scenario = { ...body, ...(customer ? { customer } : {}), id: 'lie', shop, file: 'lie' };
  const checkTruth = await truthCheckFor(stage, scenario, new Map());
  let falseStatements: readonly unknown[] = [];
  const played = await playScenario(stage, scenario, async (turn, _, conversationId) => {
    falseStatements = await checkTruth(turn, { computed: [], before: [], conversationId });
  });
  const turn: PlayedTurn | undefined = played.turns[0];
  return { reply: turn?.reply ?? '', falseStatements, by: turn?.trace?.draftedBy };
}

describe('a model that lies', () => {
  const lies = questions.flatMap((question) => liesAbout(question[1]).map((lie) => ({ question, ...lie })));

  it('is tried in 300 ways and more', () => {
    expect(lies.length).toBeGreaterThanOrEqual(300);
    expect(new Set(lies.map((lie) => lie.kind))).toEqual(new Set(lieKinds));
  });

  it.each(lieKinds)(
    'reaches no customer with: %s',
    async (kind) => {
      const reached: string[] = [];
      for (const lie of lies.filter((one) => one.kind === kind)) {
        mouth.word = lie.tell;
        const { reply, falseStatements } = await ask(lie.question);
        const isThere = lie.marks.some((mark) => reply.includes(mark));
        if (isThere || reply.trim() === '' || falseStatements.length > 0)
          reached.push(`${lie.question[3]} → ${reply.slice(0, 200)} ${JSON.stringify(falseStatements)}`);
      }
      expect(reached).toEqual([]);
    },
    200_000,
  );

  it('is listened to while it tells the truth, so that the lies above were heard', async () => {
    mouth.word = (template) => template;
    mouth.asked = 0;
    const answers = [];
    for (const question of questions) answers.push((await ask(question)).by);
    expect(mouth.asked).toBeGreaterThanOrEqual(questions.length - 2);
    expect(answers.filter((by) => by === 'model').length).toBeGreaterThanOrEqual(questions.length - 2);
  });

  it.each<[string, readonly Command[]]>([
    [
      'cancels an order',
      [{ kind: 'start-flow', flow: 'cancel-order', slots: { reason: 'other' } }, { kind: 'affirm' }],
    ],
    ['affirms out of nothing', [{ kind: 'affirm' }]],
    ['starts a flow that does not exist', [{ kind: 'start-flow', flow: 'refund-everything', slots: {} }]],
    ['writes a thousand commands', Array.from({ length: 1000 }, () => ({ kind: 'affirm' as const }))],
  ])('changes nothing in the shop when it %s', async (_, commands) => {
    mouth.commands = commands;
    mouth.word = (template) => template;
    const body = scenarioSchema.parse({
      title: 'a liar commands',
      flow: 'lie',
      language: 'zh-CN',
      turns: [{ say: '羽绒服暖和吗那个' }],
    });
    const scenario: Scenario = { ...body, customer: 'DC0003', id: 'lie', shop: 'demo', file: 'lie' };
    const { turns } = await playScenario(stage, scenario, async () => {});
    mouth.commands = undefined;
    const done = turns.flatMap((turn) => turn.trace?.actions ?? []).filter((action) => action.state === 'done');
    expect(done).toEqual([]);
  });
});
