import type { Order, Product } from '../commerce/index.ts';
import type { ContentPart } from '../conversations/index.ts';
import { formatDate, formatMoney, type ReplyLanguage } from '../dialogue/index.ts';
import type { ShopRuntime } from './parts.ts';

/** An order as a card in the thread. */
export function orderCard(shop: ShopRuntime, order: Order, language: ReplyLanguage): ContentPart {
  return {
    kind: 'order-card',
    orderId: order.orderId,
    statusText: order.statusText,
    totalText: formatMoney(order.total, order.currency, language),
    placedAt:
      order.placedAt === ''
        ? ''
        : formatDate(order.placedAt, { language, timeZone: shop.timeZone, currency: order.currency }, false),
    lines: order.lines.map((line) => ({
      title: line.title[language],
      options: Object.values(line.options).join(' / '),
      quantity: line.quantity,
      priceText: formatMoney(line.unitPrice, order.currency, language),
    })),
  };
}

const stockWords: Readonly<Record<ReplyLanguage, { some: string; none: string }>> = {
  'zh-CN': { some: '有货', none: '暂时无货' },
  'zh-TW': { some: '有現貨', none: '暫時缺貨' },
  en: { some: 'In stock', none: 'Out of stock' },
};

/** A product as a card in the thread: the lowest price of what can be had now. */
export function productCard(shop: ShopRuntime, product: Product, language: ReplyLanguage): ContentPart {
  const available = product.variants.filter((variant) => variant.isAvailable);
  const prices = (available.length > 0 ? available : product.variants).map((variant) => variant.price);
  const lowest = Math.min(...prices);
  const suffix = prices.some((price) => price > lowest) ? (language === 'en' ? ' and up' : ' 起') : '';
  return {
    kind: 'product-card',
    productId: product.productId,
    title: product.name[language],
    priceText: `${formatMoney(lowest, shop.currency, language)}${suffix}`,
    stockText: available.length > 0 ? stockWords[language].some : stockWords[language].none,
    category: product.category,
  };
}
