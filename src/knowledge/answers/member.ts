import { z } from 'zod';
import type { LocalizedText } from '../../commerce/index.ts';
import { bulleted, moneyTextOf, same } from '../facts/texts.ts';
import type { Policy } from '../types.ts';
import { knowledgeWording, phrase } from '../wording/packs.ts';
import { policies } from './after-sales.ts';
import { type Answerer, type Answering, type Asked, answerApproved, answerFacts } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';
import { answerStacking, isStackingAsked } from './stacking.ts';

/** Member levels with what they take to reach and what they pay; the customer's own level where it is known. */
export const answerMemberPoints: Answerer = (asked, shop) => {
  if (isStackingAsked(asked.normalised)) return answerStacking(asked, shop);
  const policy = policies(shop, asked, 'member').find((one) => levels.safeParse(one.parameters.levels).success);
  const known = levels.safeParse(policy?.parameters.levels);
  if (policy === undefined || !known.success) return undefined;
  const isOwn = /我的|我是|我现在|我什么|my level|am i|my member/.test(asked.normalised);
  const worth = answerWorth(asked, shop);
  if (worth !== undefined) return worth;
  if (isNextAsked(asked.normalised)) return answerNextLevel(asked, shop, policy, known.data);
  // What a return does to the level, the rule itself says.
  if (/退(?:货|款|掉|了)|\b(?:return|refund)/.test(asked.normalised))
    return answerApproved(asked, shop, {
      text: policy.text[asked.language],
      factIds: [`policy:${policy.id}`],
      policyId: policy.id,
    });
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
  const isOffered = /优惠|打折|折扣|好处|怎么才|benefit|discount/.test(asked.normalised);
  return { ...levelThresholds(asked, shop, policy, known.data), isSure: isOffered };
};

/** "3000积分能抵多少": that many points in money by the shop's rule. */
function answerWorth(asked: Asked, shop: ShopKnowledge): Answering | undefined {
  const points = Number(/(\d{2,7})\s*(?:个|点|分)?\s*(?:积分|点数|points)/.exec(asked.normalised)?.[1]);
  if (!Number.isFinite(points) || !/抵|当钱|值|换|等于|能减|多少钱|worth|off/.test(asked.normalised)) return undefined;
  const policy = policies(shop, asked, 'member').find((one) => typeof one.parameters.pointsForOneYuan === 'number');
  const perYuan = policy?.parameters.pointsForOneYuan;
  if (policy === undefined || typeof perYuan !== 'number' || perYuan <= 0) return undefined;
  const amount = Math.floor((points * 100) / perYuan);
  return answerFacts(asked, shop, {
    key: 'member.points.worth',
    parameters: { points, amount: moneyTextOf(shop.content.currency)(amount) },
    factIds: [`policy:${policy.id}`],
    facts: [
      { id: 'given:points', title: 'points', kind: 'number', value: points },
      { id: 'computed:points-worth', title: 'worth', kind: 'money', value: amount, currency: shop.content.currency },
    ],
  });
}

function isNextAsked(normalised: string): boolean {
  return /差多少|还差|再花|再买多少|再消费|花多少.{0,6}(?:级|卡)|怎么.{0,4}升|升(?:级|到|.{0,2}卡)|下一级|到(?:银|金|黑)卡|才能?(?:到|是|升)|how (?:much|far).{0,30}(?:level|gold|silver|black)|next level/.test(
    normalised,
  );
}

/**
 * How much is missing to the level asked for, else to the next one; only where the shop system counts what was spent and that
 * agrees with the level it tells, else the thresholds.
 */
function answerNextLevel(
  asked: Asked,
  shop: ShopKnowledge,
  policy: Policy,
  all: readonly Level[],
): Answering | undefined {
  const money = moneyTextOf(shop.content.currency);
  const own = all.find((level) => level.id === asked.memberLevel);
  const spent = asked.memberSpent;
  const named = all.find((level) => asked.normalised.includes(levelName(level.id)['zh-CN'].slice(0, 2)));
  const next = named ?? all.find((level) => own !== undefined && level.spentFromFen > own.spentFromFen);
  const isCounted = spent !== undefined && own !== undefined && spent >= own.spentFromFen;
  if (next === undefined || !isCounted || spent >= next.spentFromFen) return levelThresholds(asked, shop, policy, all);
  const missing = next.spentFromFen - spent;
  return answerFacts(asked, shop, {
    key: 'member.points.next-level',
    parameters: {
      level: levelName(next.id),
      from: money(next.spentFromFen),
      spent: money(spent),
      missing: money(missing),
      percent: discountWords(next.payPercent),
    },
    factIds: [`policy:${policy.id}`],
    facts: [
      ...[
        { id: 'customer:spent', value: spent },
        { id: 'computed:missing-to-level', value: missing },
        { id: `policy:${policy.id}/${next.id}/from`, value: next.spentFromFen },
      ].map((one) => ({ ...one, title: next.id, kind: 'money' as const, currency: shop.content.currency })),
      {
        id: `policy:${policy.id}/${next.id}/percent`,
        title: next.id,
        kind: 'percent' as const,
        value: next.payPercent,
      },
      ...discountFacts(next.payPercent, policy.id),
    ],
  });
}

/** All levels with what they take and what they pay. */
function levelThresholds(asked: Asked, shop: ShopKnowledge, policy: Policy, all: readonly Level[]): Answering {
  const money = moneyTextOf(shop.content.currency);
  const reduced = all.filter((level) => level.payPercent < 100);
  return answerFacts(asked, shop, {
    key: 'member.points.levels',
    parameters: {
      lines: bulleted(
        reduced.map((level) =>
          phrase('answer.line.level', {
            level: levelName(level.id),
            from: money(level.spentFromFen),
            percent: discountWords(level.payPercent),
          }),
        ),
      ),
    },
    factIds: [`policy:${policy.id}`],
    facts: reduced.flatMap((level) => [
      {
        id: `policy:${policy.id}/${level.id}/from`,
        title: level.id,
        kind: 'money' as const,
        value: level.spentFromFen,
        currency: shop.content.currency,
      },
      {
        id: `policy:${policy.id}/${level.id}/percent`,
        title: level.id,
        kind: 'percent' as const,
        value: level.payPercent,
      },
      ...discountFacts(level.payPercent, policy.id),
    ]),
  });
}

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

type Level = z.infer<typeof levels>[number];

const levels = z.array(z.object({ id: z.string(), spentFromFen: z.int(), payPercent: z.int() }));
