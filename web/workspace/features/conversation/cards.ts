import type { ContentPart, Order } from '../../../api/index.ts';
import { moneyText } from '../../format/money.ts';
import { inLanguage } from '../../format/words.ts';

type OrderCard = Extract<ContentPart, { kind: 'order-card' }>;
type ProductCard = Extract<ContentPart, { kind: 'product-card' }>;

/** An order as a card in the customer's language. */
export function orderCardOf(order: Order, language: string, statusText: string): OrderCard {
  return {
    kind: 'order-card',
    orderId: order.orderId,
    statusText,
    totalText: moneyText(order.total, order.currency, language),
    placedAt: order.placedAt,
    lines: order.lines.map((line) => ({
      title: inLanguage(line.title, language),
      options: Object.values(line.options).join(' '),
      quantity: line.quantity,
      priceText: moneyText(line.unitPrice, order.currency, language),
    })),
  };
}

/** Products of the orders as cards, each once, at the price that was paid last. */
export function productCardsOf(orders: readonly Order[], language: string): ProductCard[] {
  const cards = new Map<string, ProductCard>();
  for (const order of orders)
    for (const line of order.lines)
      if (!cards.has(line.productId))
        cards.set(line.productId, {
          kind: 'product-card',
          productId: line.productId,
          title: inLanguage(line.title, language),
          priceText: moneyText(line.unitPrice, order.currency, language),
          stockText: '',
          category: '',
        });
  return [...cards.values()];
}
