import type { ShopId } from '../../platform/index.ts';
import { isOpen } from '../../routing/index.ts';
import { findShop } from '../../walk/index.ts';
import type { WidgetShop } from '../protocol/views.ts';
import { readExtras } from '../routes/settings.ts';
import type { ServerParts } from '../server-parts.ts';
import { hoursText } from '../views/hours-text.ts';
import texts from './widget-texts.json' with { type: 'json' };

/** What the window shows of a shop before anybody has written: name, first words, hours, common questions. */
export async function readWidgetShop(
  parts: ServerParts,
  shopId: ShopId,
  language: 'zh-CN' | 'zh-TW' | 'en',
): Promise<WidgetShop> {
  const shop = await parts.walk.database.inShop(shopId, (sql) => findShop(sql, shopId));
  const extras = await readExtras(parts, shopId);
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
