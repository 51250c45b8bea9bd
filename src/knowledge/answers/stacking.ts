import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { PromotionKind } from '../types.ts';
import { phrase } from '../wording/packs.ts';
import { type Answering, type Asked, answerApproved, answerFacts } from './answerer.ts';
import { runningPromotions } from './offers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Whether two kinds that the text names meet in one order; otherwise the shop's own rule, word for word. */
export function answerStacking(asked: Asked, shop: ShopKnowledge): Answering | undefined {
  const text = shop.content.stacking?.text[asked.language];
  const [first, second, third] = kindsAsked(asked);
  const running = runningPromotions(asked, shop).find((one) => one.kind === first);
  if (first !== undefined && second !== undefined && third === undefined && running !== undefined) {
    const isExclusive = shop.stacking.exclusive.some((pair) => pair.includes(first) && pair.includes(second));
    const canMeet = !isExclusive && running.promotion.stacksWith.includes(second);
    return answerFacts(asked, shop, {
      key: canMeet ? 'promo.inquiry.stacks' : 'promo.inquiry.does-not-stack',
      parameters: {
        first: phrase(`answer.kind.${first}`),
        second: phrase(`answer.kind.${second}`),
        maxCoupons: shop.stacking.maxCoupons,
      },
      factIds: ['stacking:rule', `promotion:${running.promotion.id}`],
      facts: [{ id: 'stacking:rule/coupons', title: 'coupons', kind: 'number', value: shop.stacking.maxCoupons }],
    });
  }
  if (first === 'coupon' && second === undefined && isCouponOnTop(asked.normalised))
    return answerFacts(asked, shop, {
      key: 'promo.inquiry.one-coupon',
      parameters: { maxCoupons: shop.stacking.maxCoupons },
      factIds: ['stacking:rule'],
      facts: [{ id: 'stacking:rule/coupons', title: 'coupons', kind: 'number', value: shop.stacking.maxCoupons }],
    });
  return text === undefined
    ? undefined
    : answerApproved(asked, shop, { text, factIds: ['stacking:rule'], score: 0.85, isSure: true });
}

/** The kinds that the text names; a single one meets the kind that was spoken of before. */
function kindsAsked(asked: Asked): readonly PromotionKind[] {
  const named = kindsNamed(asked.normalised) ?? [];
  const [before] = kindsBefore(asked).filter((kind) => !named.includes(kind));
  return named.length === 1 && before !== undefined ? [before, ...named] : named;
}

function kindsBefore({ saidBefore }: Asked): readonly PromotionKind[] {
  const kinds = saidBefore === undefined ? [] : (kindsNamed(normaliseForSearch(saidBefore)) ?? []);
  // A pre-sale and a flash price shut others out; what was asked of them goes on.
  return kinds.toSorted((first, second) => Number(strict.has(second)) - Number(strict.has(first)));
}

const strict: ReadonlySet<PromotionKind> = new Set(['presale-deposit', 'flash-price']);

/** Does a text ask whether one more kind comes on top of what was spoken of before: "会员折扣也能享受吗". */
export function isAddedTo(asked: Asked): boolean {
  const isMore = /也|还|总|too|as well|also/.test(asked.normalised);
  return isMore && (kindsNamed(asked.normalised) ?? []).length === 1 && kindsAsked(asked).length === 2;
}

/** "15的券还能再减吗": one more coupon on top of what was worked out. */
export function isCouponOnTop(normalised: string): boolean {
  return /券.{0,3}(?:还能|也能|能再|可以再|再|还可以|也可以|能一起).{0,3}(?:减|叠|抵|加)|\b(?:another|second|extra|one more) (?:coupon|voucher|code)\b/.test(
    normalised,
  );
}

/** Does a text ask whether promotions go together. */
export function isStackingAsked(normalised: string): boolean {
  return /叠加|叠用|同享|同时用|同时享|一起用|一块儿?用|几张券.{0,3}用|一起享|能不能一起|并用|combine|stack|together|on top of/.test(
    normalised,
  );
}

/** Does a text ask whether one named kind takes part in another: "付定金还能参加满300减50吗". */
export function isMeetingAsked(normalised: string): boolean {
  return (
    (kindsNamed(normalised) ?? []).length === 2 &&
    /参加|参与|享受|能用|可以用|还能|也能|算不算|apply|use|count/.test(normalised)
  );
}

/** Kinds of promotions that the text names; undefined where it asks for all. */
export function kindsNamed(normalised: string): readonly PromotionKind[] | undefined {
  const kinds = kindWords.filter(([pattern]) => pattern.test(normalised)).map(([, kind]) => kind);
  return kinds.length === 0 ? undefined : kinds;
}

const kindWords: readonly (readonly [RegExp, PromotionKind])[] = [
  [/满减|满额|满 ?\d+|满\d+减|满\d+ ?减|满多少减|每满|full reduction|spend/, 'full-reduction'],
  [/第二件|第2件|半价|second half|half price/, 'second-half'],
  [/秒杀|限时|闪购|特价|flash/, 'flash-price'],
  [/预售|预购|定金|订金|尾款|pre-?sale|deposit/, 'presale-deposit'],
  [/会员|打[\d.一二三四五六七八九]+折|member/, 'member-discount'],
  [/券|coupon|voucher/, 'coupon'],
  [/赠品|买赠|送什么|gift/, 'gift'],
];
