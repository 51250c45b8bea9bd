import { z } from 'zod';
import type { LocalizedText } from '../../commerce/index.ts';
import { bulleted, moneyTextOf, same } from '../facts/texts.ts';
import { knowledgeWording, phrase } from '../wording/packs.ts';
import { policies } from './after-sales.ts';
import { type Answerer, answerFacts } from './answerer.ts';
import { answerStacking, isStackingAsked } from './stacking.ts';

/** Member levels with what they take to reach and what they pay; the customer's own level where it is known. */
export const answerMemberPoints: Answerer = (asked, shop) => {
  if (isStackingAsked(asked.normalised)) return answerStacking(asked, shop);
  const policy = policies(shop, asked, 'member').find((one) => levels.safeParse(one.parameters.levels).success);
  const known = levels.safeParse(policy?.parameters.levels);
  if (policy === undefined || !known.success) return undefined;
  const money = moneyTextOf(shop.content.currency);
  const isOwn = /我的|我是|我现在|我什么|my level|am i|my member/.test(asked.normalised);
  const own = known.data.find((level) => level.id === asked.memberLevel);
  const percents = known.data.map((level) => ({
    id: `policy:${policy.id}/${level.id}/percent`,
    title: level.id,
    kind: 'percent' as const,
    value: level.payPercent,
  }));
  const sums = known.data.map((level) => ({
    id: `policy:${policy.id}/${level.id}/from`,
    title: level.id,
    kind: 'money' as const,
    value: level.spentFromFen,
    currency: shop.content.currency,
  }));
  const facts = [...percents, ...sums];
  if (isOwn && own !== undefined) {
    return answerFacts(asked, shop, {
      key: own.payPercent < 100 ? 'member.points.own-level' : 'member.points.own-level-regular',
      parameters: { level: levelName(own.id), percent: discountWords(own.payPercent) },
      factIds: [`policy:${policy.id}`],
      facts: [...facts, ...discountFacts(own.payPercent, policy.id)],
    });
  }
  const lines = known.data
    .filter((level) => level.payPercent < 100)
    .map((level) =>
      phrase('answer.line.level', {
        level: levelName(level.id),
        from: money(level.spentFromFen),
        percent: discountWords(level.payPercent),
      }),
    );
  return answerFacts(asked, shop, {
    key: 'member.points.levels',
    parameters: { lines: bulleted(lines) },
    factIds: [`policy:${policy.id}`],
    facts: [...facts, ...known.data.flatMap((level) => discountFacts(level.payPercent, policy.id))],
    isSure: false,
  });
};

/** Name of a level; its id where the shop has levels of its own. */
function levelName(levelId: string): LocalizedText {
  const key = `answer.level.${levelId}`;
  return knowledgeWording.en[key] === undefined ? same(levelId) : phrase(key);
}

/** 98 → "98 折" and "2% off"; 90 → "9 折". */
function discountWords(payPercent: number) {
  const fold = payPercent % 10 === 0 ? payPercent / 10 : payPercent;
  return { ...same(`${fold} 折`), en: `${100 - payPercent}% off` };
}

function discountFacts(payPercent: number, policyId: string) {
  return [
    { id: `policy:${policyId}/off/${payPercent}`, title: 'off', kind: 'percent' as const, value: 100 - payPercent },
  ];
}

const levels = z.array(z.object({ id: z.string(), spentFromFen: z.int(), payPercent: z.int() }));
