import type { Finding } from './check-turn.ts';
import type { PlayedTurn } from './play-scenario.ts';
import type { Scenario, ScenarioTurn } from './scenario.ts';

/** What holds for every reply of every scenario, whether the scenario speaks of it or not. */
export function checkWording(
  played: PlayedTurn,
  turn: ScenarioTurn,
  scenario: Scenario,
  before: PlayedTurn | undefined,
): Finding[] {
  if (turn.silent) return [];
  const context: Context = { played, turn, scenario, before, language: turn.language ?? scenario.language };
  return rules.flatMap(({ rule, expected, fault }) => {
    const found = fault(context);
    return found === undefined ? [] : [{ rule, expected, found }];
  });
}

type Context = {
  played: PlayedTurn;
  turn: ScenarioTurn;
  scenario: Scenario;
  before: PlayedTurn | undefined;
  language: Scenario['language'];
};
type Rule = { rule: string; expected: string; fault: (context: Context) => string | undefined };

/** Characters that stand in simplified or in traditional Chinese only; enough of them to tell a reply's script. */
const simplified = /[们这请发订单货为尽换说应该还没对过时间会帮谢务确认]/gu;
const traditional = /[們這請發訂單貨為盡換說應該還沒對過時間會幫謝務確認]/gu;
const inBoth = new Set(['為']);
const negative: readonly string[] = ['angry', 'disappointed'];

const rules: readonly Rule[] = [
  {
    rule: 'words',
    expected: 'a reply',
    fault: ({ played, turn }) => {
      const isLeftToPeople =
        played.trace?.decisions.at(-1)?.kind === 'wait' && turn.decision?.includes('wait') === true;
      return played.reply.trim() === '' && played.buttons.length === 0 && !isLeftToPeople ? 'nothing' : undefined;
    },
  },
  {
    rule: 'whole',
    expected: 'no hole, no internals',
    fault: ({ played: { reply } }) =>
      /\{\w+(:\w+)?\}|\bundefined\b|\bnull\b|\bNaN\b|\[object|<\/?[a-z]+>|\b(answer|ask|button|flow|refused|invalid|emotion|hand-off)\.[a-z-]+/u.exec(
        reply,
      )?.[0],
  },
  {
    rule: 'language',
    expected: 'the language of the customer',
    fault: ({ played, language }) => scriptFault(withoutWordsOf(played.said, played.reply), language),
  },
  {
    rule: 'said before',
    expected: 'no reply twice in a row',
    fault: ({ played, turn, before }) =>
      !turn.mayRepeat && before !== undefined && played.reply === before.reply && played.reply.length > 12
        ? played.reply
        : undefined,
  },
  {
    rule: 'length',
    expected: 'at most 700 characters',
    fault: ({ played }) => (played.reply.length > 700 ? `${played.reply.length} characters` : undefined),
  },
  {
    rule: 'no cheer',
    expected: 'no emoji and nothing to buy for somebody upset',
    fault: ({ played, turn, scenario }) => {
      const felt = typeof turn.emotion === 'string' ? turn.emotion : scenario.emotion;
      if (!negative.includes(felt)) return undefined;
      return /\p{Extended_Pictographic}|很高兴|很高興|～$|推荐您看看|看看新品|满减活动|领券/u.exec(played.reply)?.[0];
    },
  },
  {
    rule: 'no promise',
    expected: 'nothing that nobody can promise',
    fault: ({ played }) =>
      /(?<!不能|无法|無法|不敢|没法)(保证|保證|绝对|絕對|百分之百|肯定能|一定能)|仅供参考|僅供參考|\bI (promise|guarantee)\b|\bguaranteed\b/iu.exec(
        played.reply,
      )?.[0],
  },
];

/** Whoever writes an address in another script reads it back in that script. */
function withoutWordsOf(said: string, reply: string): string {
  return reply.replace(/\p{Script=Han}{2,}/gu, (run) => (said.includes(run) ? '' : run));
}

function scriptFault(reply: string, language: Scenario['language']): string | undefined {
  const own = reply.replace(/“[^”]*”|「[^」]*」|"[^"]*"/gu, '');
  if (language === 'en') {
    const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
    const letters = own.match(/\p{Script=Latin}/gu)?.length ?? 0;
    return han > 12 && han > letters / 4 ? `${han} Chinese characters` : undefined;
  }
  const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
  if (han === 0 && own.replace(/[^\p{L}]/gu, '').length > 12) return 'no Chinese';
  if (language === 'zh-CN') return scriptOf(own, traditional, simplified);
  return scriptOf(own, simplified, traditional);
}

/** Foreign characters of the other script, where they are more than a quoted name explains. */
function scriptOf(text: string, foreign: RegExp, own: RegExp): string | undefined {
  const native = new Set(text.match(own) ?? []);
  const wrong = (text.match(foreign) ?? []).filter((one) => !inBoth.has(one) && !native.has(one));
  return wrong.length > 2 ? `characters of the other script: ${[...new Set(wrong)].join('')}` : undefined;
}
