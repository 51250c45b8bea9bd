import { hashUnits } from '../intent/hash.ts';
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
 * About `count` utterances without feeling, equally many of each intent. The emotion collection has far more feeling in it than a
 * shop's day; with these beside it plain questions are not read as worry. Which ones is settled by each text itself: an utterance
 * that is added takes the place of one other at most, so the models of emotion stay what they were.
 */
export function plainMessages(utterances: readonly Example[], count: number): Example[] {
  const perIntent = Math.max(1, Math.round(count / plainIntents.size));
  return [...plainIntents].flatMap((intent) =>
    lowestHashed(
      utterances.filter(({ label }) => label === intent),
      perIntent,
    ),
  );
}

/** Any number serves; another one chooses other utterances. */
const choiceSeed = 1;

function lowestHashed(utterances: readonly Example[], count: number): Example[] {
  return utterances
    .map((example) => ({ example, hash: hashUnits(example.text, 0, example.text.length, choiceSeed) }))
    .sort((a, b) => a.hash - b.hash)
    .slice(0, count)
    .map(({ example }) => example);
}
