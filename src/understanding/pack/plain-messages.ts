import type { Example } from '../intent/train-model.ts';

/** Intents whose utterances as a rule show no feeling. */
const plainIntents: ReadonlySet<string> = new Set([
  'product.attribute',
  'product.link',
  'product.size',
  'product.stock',
  'product.compare',
  'product.recommend',
  'product.usage',
  'product.contents',
  'product.expiry',
  'price.inquiry',
  'promo.inquiry',
  'promo.coupon',
  'promo.gift',
  'member.points',
  'order.place',
  'order.status',
  'order.remark',
  'order.change_address',
  'order.change_item',
  'order.merge',
  'order.cancel',
  'pay.method',
  'invoice.request',
  'ship.when',
  'ship.carrier',
  'ship.fee',
  'ship.region',
  'track.where',
  'track.eta',
  'return.request',
  'return.policy',
  'return.address',
  'return.freight',
  'exchange.request',
  'refund.request',
  'repair.warranty',
  'chat.greet',
  'chat.inform',
  'chat.affirm',
  'chat.deny',
  'chat.bye',
  'buy.decline',
  'oos',
]);

/**
 * About `count` utterances without feeling, spread evenly over the collection. The emotion collection has far more feeling in it than
 * a shop's day; with these beside it plain questions are not read as worry.
 */
export function plainMessages(utterances: readonly Example[], count: number): Example[] {
  const plain = utterances.filter(({ label }) => plainIntents.has(label));
  const step = Math.max(1, Math.floor(plain.length / count));
  return plain.filter((_, index) => index % step === 0);
}
