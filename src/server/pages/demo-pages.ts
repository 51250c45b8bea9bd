import { maskName } from '../../commerce/index.ts';
import { formatDate, formatMoney, localized, type ReplyLanguage } from '../../dialogue/index.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import { ShopId } from '../../platform/index.ts';
import { problemResponse, type ServerApp, type ServerContext } from '../http/answer-route.ts';
import { demoShopId } from '../http/origins.ts';
import type { ServerParts } from '../server-parts.ts';

/** Customers whose situation is always the same; the page lets a visitor be one of them. */
const storyCustomers = Array.from({ length: 12 }, (_none, index) => `DC${String(index + 1).padStart(4, '0')}`);

/** What the demo shop's page shows: goods, running promotions, and the customers one may be. */
export function serveDemoData(app: ServerApp, parts: ServerParts): void {
  const answer = (read: (language: ReplyLanguage) => Promise<unknown>) => async (context: ServerContext) => {
    try {
      return context.json(await read(languageOf(context)), 200, { 'cache-control': 'no-store' });
    } catch (error) {
      return problemResponse(context, error, parts);
    }
  };
  app.get(
    '/demo/products.json',
    answer((language) => listGoods(parts, language)),
  );
  app.get(
    '/demo/customers.json',
    answer((language) => listCustomers(parts, language)),
  );
}

function languageOf(context: ServerContext): ReplyLanguage {
  const asked = context.req.query('language');
  return asked === 'zh-TW' || asked === 'en' ? asked : 'zh-CN';
}

async function listGoods(parts: ServerParts, language: ReplyLanguage) {
  const shopId = ShopId.check(demoShopId);
  const shop = await parts.shops.get(shopId);
  const products = [...shop.products.values()];
  const now = parts.walk.clock.now();
  const { promotions } = await parts.walk.database.inShop(shopId, (sql) => loadKnowledge(sql, shopId, products));
  const running = promotions.filter(
    ({ validFrom, validTo }) => (!validFrom || new Date(validFrom) <= now) && (!validTo || new Date(validTo) > now),
  );
  const format = { language, timeZone: shop.timeZone, currency: shop.currency };
  return {
    shopName: shop.name,
    products: products.map((product) => {
      const prices = product.variants.map((variant) => variant.price);
      const inStock = product.variants.some((variant) => variant.isAvailable);
      return {
        productId: product.productId,
        name: product.name[language],
        summary: product.summary?.[language] ?? '',
        category: product.category,
        priceText: formatMoney(Math.min(...prices), shop.currency, language),
        hasSeveralPrices: Math.max(...prices) > Math.min(...prices),
        isInStock: inStock,
      };
    }),
    promotions: running.map((promotion) => ({
      id: promotion.id,
      title: promotion.title[language],
      description: promotion.description[language],
      endsText: promotion.validTo ? formatDate(promotion.validTo, format, true) : '',
    })),
  };
}

/** Names are masked as everywhere outside the workspace; the note says what is going on with the newest order. */
async function listCustomers(parts: ServerParts, language: ReplyLanguage) {
  const shop = await parts.shops.get(ShopId.check(demoShopId));
  const found = await Promise.all(
    storyCustomers.map(async (storeCustomerId) => {
      const customer = await shop.store.findCustomer({ by: 'id', storeCustomerId });
      const [order] = customer ? await shop.store.listOrders(storeCustomerId, 1) : [];
      const line = order?.lines[0];
      return customer
        ? [
            {
              storeCustomerId,
              name: maskName(customer.name),
              note:
                order && line
                  ? `${line.title[language]} · ${localized(`order-status-word.${order.status}`)[language]}`
                  : '',
            },
          ]
        : [];
    }),
  );
  return { customers: found.flat() };
}
