import { hostedPlatform } from '../../commerce/index.ts';
import { AppError } from '../../platform/index.ts';
import { createShop } from '../../walk/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { makeFirstGroups } from '../make-first-groups.ts';
import { readShopId, withGround } from '../open-app.ts';

export type CreateShopOptions = {
  shop: string;
  name: string;
  nameTw?: string;
  nameEn?: string;
  language: string;
  timeZone: string;
  currency: string;
};

const languages = ['zh-CN', 'zh-TW', 'en'] as const;

/** `shop create`: an empty shop whose records Peakdesk keeps itself, with the usual skill groups. */
export async function createShopCommand(options: CreateShopOptions): Promise<void> {
  const shopId = readShopId(options.shop);
  const language = languages.find((one) => one === options.language);
  if (!language) throw wrong('language', `'${options.language}' is not one of ${languages.join(', ')}`);
  if (!Intl.supportedValuesOf('timeZone').includes(options.timeZone) && options.timeZone !== 'UTC')
    throw wrong('time-zone', `'${options.timeZone}' is no time zone such as Asia/Shanghai`);
  if (!Intl.supportedValuesOf('currency').includes(options.currency))
    throw wrong('currency', `'${options.currency}' is no currency such as CNY`);
  const name = { 'zh-CN': options.name, 'zh-TW': options.nameTw ?? options.name, en: options.nameEn ?? options.name };
  await withGround(async ({ database, clock }) => {
    const { timeZone, currency } = options;
    const shop = { shopId, name, platform: hostedPlatform, language, timeZone, currency, createdAt: clock.now() };
    await database.inShop(shopId, (sql) => createShop(sql, shop));
    await makeFirstGroups(database, shopId);
    await writeJsonLine({ shopId, name, language, timeZone, currency });
    process.stderr.write(`Next: npx peakdesk staff owner --shop ${shopId} --email ADDRESS --name NAME\n`);
  });
}

const wrong = (field: string, what: string) => new AppError('invalid', `--${field}: ${what}`, { field });
