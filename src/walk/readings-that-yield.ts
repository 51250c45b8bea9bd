/**
 * Whether the reading of a question may yield to what its words say of goods: "怎么扣的" of a baby suit is no trouble with a payment,
 * where no word of such trouble is there.
 */
export function isOfGoodsMaybe({ intent, text }: { intent: string; text: string }): boolean {
  const own = ownWords.find((row) => row.intent === intent);
  return !ownQuestions.test(intent) || (own !== undefined && !own.words.test(text));
}

/** Readings that name goods and are about them unless these words are there. */
const ownWords: readonly { intent: string; words: RegExp }[] = [
  { intent: 'pay.problem', words: /钱|款|付|卡|账|帐|支|pay|charge|money|card/i },
  {
    intent: 'price.bargain',
    // "便宜那个能触摸不" points at one of two.
    words:
      /便宜(?!(?:点|一点|些)?(?:的)?那[个款种])|少|优惠|折|价|块|元|钱|贵|抹|让|送|批|\d|cheap|discount|deal|lower|price|off/i,
  },
  { intent: 'promo.coupon', words: /^(?!.*(?:用|领|叠|算|扣|抵).{0,2}券.{0,3}(?:多少|几)).*$/s },
  // "充电器在日本能用吗" names goods, and neither an invoice nor an order.
  { intent: 'invoice.request', words: /票|抬头|税|报销|invoice|receipt|tax\b|\bvat\b/i },
  {
    intent: 'order.change_item',
    words: /改|换|订单|单子|下单|拍|买成|\b(?:order|ordered|change|switch|swap|modify|edit|replace|instead)/i,
  },
  { intent: 'order.change_address', words: /改|换|地址|送到|寄到|\b(?:address|deliver|send|ship|change|order)/i },
  { intent: 'order.cancel', words: /取消|撤|退|不要|不想|订单|\b(?:cancel|order|refund|back)/i },
  // "我会员买大衣到手多少" asks what the coat costs.
  { intent: 'member.points', words: /^(?!.*(?:买|拿|要).*(?:到手|多少钱|什么价|啥价|几钱)).*$/s },
];

/** Questions that name goods and are still not about them. */
const ownQuestions = /^(?:promo\.|ship\.(?!region)|track\.|price\.|invoice|pay\.problem|member|order(?!\.place))/;
