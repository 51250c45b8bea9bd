import type { ShopId } from '../../platform/index.ts';
import { isOpen } from '../../routing/index.ts';
import { findShop, type RegisteredShop } from '../../walk/index.ts';
import type { WidgetShop } from '../protocol/views.ts';
import type { ServerParts } from '../server-parts.ts';
import { hoursText } from '../views/hours-text.ts';
import { readExtras, type StoredExtras } from './shop-extras.ts';
import texts from './widget-texts.json' with { type: 'json' };

/** Thousands of windows open in the same minute; settings are read once every few seconds for all of them. */
const freshMilliseconds = 3_000;

type Known = { until: number; shop: Promise<{ registered: RegisteredShop; extras: StoredExtras }> };
const known = new WeakMap<ServerParts, Map<ShopId, Known>>();

/** What the window shows of a shop before anybody has written: name, first words, hours, common questions. */
export async function readWidgetShop(
  parts: ServerParts,
  shopId: ShopId,
  language: 'zh-CN' | 'zh-TW' | 'en',
): Promise<WidgetShop> {
  const { registered: shop, extras } = await readCached(parts, shopId);
  const { workingHours } = shop.settings;
  const welcome = extras.greeting?.[language] || texts.welcome[language];
  return {
    shopId,
    name: shop.name[language],
    welcome: welcome.replaceAll('{shop}', shop.name[language]),
    humansAvailable: isOpen(workingHours, parts.walk.clock.now(), shop.timeZone).isOpen,
    hoursText: hoursText(workingHours, language),
    popularQuestions: (extras.popularQuestions ?? texts.popularQuestions).map((question) => question[language]),
    mergeTyping: true,
  };
}

/** Changed settings are shown at once. */
export function forgetWidgetShop(parts: ServerParts, shopId: ShopId): void {
  known.get(parts)?.delete(shopId);
}

async function readCached(parts: ServerParts, shopId: ShopId) {
  const shops = known.get(parts) ?? new Map<ShopId, Known>();
  known.set(parts, shops);
  const now = performance.now();
  const cached = shops.get(shopId);
  if (cached && cached.until > now) return await cached.shop;
  const shop = read(parts, shopId);
  shops.set(shopId, { until: now + freshMilliseconds, shop });
  shop.catch(() => shops.delete(shopId));
  return await shop;
}

async function read(parts: ServerParts, shopId: ShopId) {
  const registered = await parts.walk.database.inShop(shopId, (sql) => findShop(sql, shopId));
  return { registered, extras: await readExtras(parts, shopId) };
}
