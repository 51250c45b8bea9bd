import type { Order } from '../../commerce/index.ts';
import { localDay } from '../../platform/index.ts';
import { purchaseSpan, valuesOf } from './message-slots.ts';
import type { WishContext } from './wishes.ts';

/** What is looked at: the words, and whose orders there are. */
type Known = Pick<WishContext, 'understanding' | 'facts'>;

/**
 * The goods that a message means: those it names, of several under one name those that were bought when it says so, else those of an
 * earlier purchase that is only pointed at ("上周买的那个怎么洗", "之前那双鞋"). Undefined where it means none of its own.
 */
export function goodsMeant(context: Known): readonly string[] | undefined {
  const named = valuesOf(context.understanding, 'product');
  const bought = pointedAt(context);
  if (named.length === 0) return bought.length === 0 ? undefined : bought;
  const both = named.filter((id) => bought.includes(id));
  return both.length > 0 ? both : named;
}

/** Goods of the orders of that time; of those the ones of the kind that the words name. */
function pointedAt({ understanding, facts }: Known): readonly string[] {
  const [value] = valuesOf(understanding, 'purchase');
  if (value === undefined) return [];
  const text = understanding.normalized.toLowerCase();
  const goods = goodsOf(ordersOf(purchaseSpan(understanding), facts));
  const ofKind = goods.filter((id) => isOfKind(facts.findProduct(id)?.nicknames ?? [], text));
  return ofKind.length > 0 ? ofKind : value === 'last' ? goodsOf(facts.orders.slice(0, 1)) : goods;
}

function ordersOf(span: string | undefined, { orders, timeZone }: WishContext['facts']): readonly Order[] {
  if (span === undefined) return orders;
  const [from = '', to = ''] = span.replace('placed:', '').split('/');
  const day = ({ placedAt }: Order) => (placedAt === '' ? '' : localDay(placedAt, timeZone));
  return orders.filter((order) => day(order) >= from && day(order) < to);
}

function goodsOf(orders: readonly Order[]): readonly string[] {
  return [...new Set(orders.flatMap((order) => order.lines.map(({ productId }) => productId)))];
}

/** A nickname of the goods, or the character that its name ends with ("裙子", "那双鞋"). */
function isOfKind(nicknames: readonly string[], text: string): boolean {
  const kinds = new Set(text.match(/[衣裙裤鞋靴袜帽包杯毯枕被锅椅桌壶灯机膜霜水油粉]/gu) ?? []);
  return nicknames.some((name) => text.includes(name.toLowerCase()) || kinds.has(name.at(-1) ?? ''));
}
