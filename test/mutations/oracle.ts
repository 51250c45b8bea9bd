import type { RetailData } from './retail-data.ts';

/** A wish in the shop's own words: items by their place in the order, -1 for one that is not there. */
export type Wish = {
  userId: string;
  orderId: string;
  payment: string;
  reason: string;
  items: readonly number[];
  newItems: readonly string[];
} & { action: 'cancel' | 'address' | 'payment' | 'items' | 'return' | 'exchange' };

/** What the shop's policy says: the state of the order afterwards, or why not. */
export type Judgement = { ok: true; status: string } | { ok: false; because: string };

/** The shop's policy, written down from its policy.md; shares no code with the product. */
export function judge(data: RetailData, wish: Wish): Judgement {
  const order = data.orders[wish.orderId];
  const user = data.users[wish.userId];
  if (order === undefined || user === undefined) return no('no such order');
  if (order.user_id !== wish.userId) return no('somebody else’s order');
  const needed = wish.action === 'return' || wish.action === 'exchange' ? 'delivered' : 'pending';
  if (order.status !== needed) return no(`the order is ${order.status}`);
  const original = order.payment_history[0]?.payment_method_id ?? '';
  const total = order.payment_history[0]?.amount ?? 0;
  const method = user.payment_methods[wish.payment];
  const canPay = (amount: number) =>
    method?.source !== 'gift_card' || Math.round((method.balance ?? 0) * 100) >= Math.round(amount * 100);

  if (wish.action === 'address') return { ok: true, status: 'pending' };
  if (wish.action === 'cancel') {
    const reasons = ['no longer needed', 'ordered by mistake'];
    return reasons.includes(wish.reason) ? { ok: true, status: 'cancelled' } : no('not one of the two reasons');
  }
  if (method === undefined) return no('not a payment method of this customer');
  if (wish.action === 'payment') {
    if (wish.payment === original) return no('the same payment method');
    return canPay(total) ? { ok: true, status: 'pending' } : no('too little on the gift card');
  }
  if (new Set(wish.items).size !== wish.items.length) return no('an item twice');
  const items = wish.items.map((index) => order.items[index]);
  if (items.length === 0 || items.includes(undefined)) return no('not an item of the order');
  if (wish.action === 'return') {
    const isAllowed = wish.payment === original || method.source === 'gift_card';
    return isAllowed ? { ok: true, status: 'return requested' } : no('neither the original way nor a gift card');
  }
  if (wish.newItems.length !== items.length) return no('not as many new items as old ones');
  let difference = 0;
  for (const [index, item] of items.entries()) {
    const wanted = wish.newItems[index] ?? '';
    const variant = data.products[item?.product_id ?? '']?.variants[wanted];
    if (variant === undefined) return no('another product');
    if (wanted === item?.item_id) return no('the same item');
    if (!variant.available) return no('not available');
    difference += variant.price - (item?.price ?? 0);
  }
  if (!canPay(difference)) return no('too little on the gift card');
  return { ok: true, status: wish.action === 'items' ? 'pending (item modified)' : 'exchange requested' };
}

function no(because: string): Judgement {
  return { ok: false, because };
}
