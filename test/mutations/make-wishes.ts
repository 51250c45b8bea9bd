import type { Wish } from './oracle.ts';
import type { RetailData } from './retail-data.ts';

/** What was done to a good wish to make a bad one of it. */
export const mutations = [
  'none',
  'other-customer',
  'unknown-order',
  'wrong-state',
  'foreign-item',
  'item-twice',
  'other-product',
  'unavailable',
  'same-item',
  'item-count',
  'foreign-payment',
  'unknown-payment',
  'other-own-payment',
  'poor-gift-card',
  'wrong-reason',
  'replay',
] as const;
export type Mutation = (typeof mutations)[number];

export type Mutated = { mutation: Mutation; wish: Wish };

/** Numbers below a bound that come again with the same seed. */
export type Draw = (below: number) => number;

export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const actions = ['cancel', 'address', 'payment', 'items', 'return', 'exchange'] as const;

/** Makes wishes as customers might have them, and spoils them; what comes of one, the oracle says. */
export function createWishMaker(data: RetailData, draw: Draw): () => Mutated {
  const orders = Object.values(data.orders);
  const byStatus = (status: string) => orders.filter((order) => order.status === status);
  const pending = byStatus('pending');
  const delivered = byStatus('delivered');
  const userIds = Object.keys(data.users);
  const productIds = Object.keys(data.products);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[draw(list.length)] ?? otherwise;
  const variantsOf = (productId: string) => Object.values(data.products[productId]?.variants ?? {});

  const good = (): Wish => {
    const action = pick(actions, 'cancel');
    const order = pick(action === 'return' || action === 'exchange' ? delivered : pending, orders[0]);
    const methods = Object.keys(data.users[order?.user_id ?? '']?.payment_methods ?? {});
    const original = order?.payment_history[0]?.payment_method_id ?? '';
    const others = methods.filter((id) => id !== original);
    const places = (order?.items ?? []).map((_, index) => index).sort(() => draw(3) - 1);
    const items = places.slice(0, 1 + draw(places.length));
    const newItems = items.map((index) => {
      const item = order?.items[index];
      const possible = variantsOf(item?.product_id ?? '').filter(
        (one) => one.available && one.item_id !== item?.item_id,
      );
      return pick(possible, undefined)?.item_id ?? '';
    });
    return {
      action,
      userId: order?.user_id ?? '',
      orderId: order?.order_id ?? '',
      payment: action === 'payment' ? pick(others, original) : action === 'return' ? original : pick(methods, original),
      reason: pick(['no longer needed', 'ordered by mistake'], ''),
      items,
      newItems,
    };
  };

  const spoil = (wish: Wish, mutation: Mutation): Wish => {
    const order = data.orders[wish.orderId];
    const at = draw(wish.items.length);
    const replaced = <T>(list: readonly T[], value: T) => list.map((one, index) => (index === at ? value : one));
    const product = order?.items[wish.items[at] ?? 0]?.product_id ?? '';
    switch (mutation) {
      case 'other-customer':
        return {
          ...wish,
          userId: pick(
            userIds.filter((id) => id !== wish.userId),
            '',
          ),
        };
      case 'unknown-order':
        return { ...wish, orderId: `#W${String(draw(10_000_000)).padStart(7, '0')}` };
      case 'wrong-state': {
        const own = orders.filter((one) => one.user_id === wish.userId && one.status !== order?.status);
        const other =
          pick(own, undefined) ??
          pick(
            orders.filter((one) => one.status !== order?.status),
            orders[0],
          );
        return { ...wish, orderId: other?.order_id ?? '', userId: other?.user_id ?? '' };
      }
      case 'foreign-item':
        return { ...wish, items: replaced(wish.items, -1) };
      case 'item-twice':
        return {
          ...wish,
          items: [...wish.items, wish.items[at] ?? 0],
          newItems: [...wish.newItems, wish.newItems[at] ?? ''],
        };
      case 'other-product': {
        const other = pick(
          productIds.filter((id) => id !== product),
          '',
        );
        return { ...wish, newItems: replaced(wish.newItems, pick(variantsOf(other), undefined)?.item_id ?? '') };
      }
      case 'unavailable': {
        const gone = variantsOf(product).filter((one) => !one.available);
        return { ...wish, newItems: replaced(wish.newItems, pick(gone, undefined)?.item_id ?? 'gone') };
      }
      case 'same-item':
        return { ...wish, newItems: replaced(wish.newItems, order?.items[wish.items[at] ?? 0]?.item_id ?? '') };
      case 'item-count':
        return {
          ...wish,
          newItems: draw(2) === 0 ? wish.newItems.slice(1) : [...wish.newItems, wish.newItems[0] ?? ''],
        };
      case 'foreign-payment': {
        const other =
          data.users[
            pick(
              userIds.filter((id) => id !== wish.userId),
              '',
            )
          ];
        return { ...wish, payment: pick(Object.keys(other?.payment_methods ?? {}), 'none') };
      }
      case 'unknown-payment':
        return { ...wish, payment: `credit_card_${draw(10_000_000)}` };
      case 'other-own-payment':
        return { ...wish, payment: pick(Object.keys(data.users[wish.userId]?.payment_methods ?? {}), '') };
      case 'poor-gift-card': {
        const methods = Object.values(data.users[wish.userId]?.payment_methods ?? {});
        return {
          ...wish,
          payment:
            pick(
              methods.filter((one) => one.source === 'gift_card'),
              undefined,
            )?.id ?? wish.payment,
        };
      }
      case 'wrong-reason':
        return { ...wish, reason: pick(['changed my mind', 'No Longer Needed', 'found it cheaper', 'other'], '') };
      default:
        return wish;
    }
  };

  return () => {
    const mutation = pick(mutations, 'none');
    return { mutation, wish: spoil(good(), mutation) };
  };
}
