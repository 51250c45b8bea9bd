import { plainWishes } from './intent-commands.ts';
import { valuesOf } from './message-slots.ts';
import type { WishContext } from './wishes.ts';

/** The wish that the plainest words of the trade name, whatever the classifier makes of them. */
export function plainWish({ understanding }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  // "Switch the speaker to red": goods of the shop that are to be others; which flow it is, the order's state decides.
  if (changeVerb.test(text) && valuesOf(understanding, 'product').length > 0) return 'order.change_item';
  return plainWishes.find((wish) => wish.words.test(text))?.intent;
}

const changeVerb =
  /\b(change|modify|switch|swap|replace|make)\b(?!.{0,24}\b(address|payment)\b)|(修改|更换|更改).{0,16}(商品|规格|款式|颜色|尺码)|(换|改)(成|为|一下)(别的|其他)?/;
