import { z } from 'zod';
import { saveStoredModel } from '../../dialogue/models/index.ts';
import { appendOutbox, type ShopId } from '../../platform/index.ts';
import { findShop, saveShopSettings } from '../../walk/index.ts';
import type { ServerParts } from '../server-parts.ts';
import { localized, readExtras } from '../widget/shop-extras.ts';
import { forgetWidgetShop } from '../widget/widget-shop.ts';
import texts from '../widget/widget-texts.json' with { type: 'json' };

const time = /^([01]\d|2[0-3]):[0-5]\d$/;
const endTime = z.union([z.string().regex(time), z.literal('24:00')]);
const origin = z
  .string()
  .max(300)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text,
    'not an origin such as https://shop.example',
  );

/** What an owner may change; the model's key can be written and never read. */
export const settingsChangeSchema = z.strictObject({
  tone: z.enum(['warm', 'plain']).optional(),
  workingHours: z
    .strictObject({
      days: z
        .array(
          z
            .strictObject({
              weekday: z.number().int().min(0).max(6),
              from: z.string().regex(time),
              to: endTime,
            })
            .refine((day) => day.from < day.to, 'ends before it begins'),
        )
        .max(50),
      holidays: z.array(z.iso.date()).max(200),
      special: z
        .array(
          z
            .strictObject({ day: z.iso.date(), from: z.string().regex(time), to: endTime })
            .refine((day) => day.from < day.to, 'ends before it begins'),
        )
        .max(200)
        .optional(),
    })
    .optional(),
  trustedOrigins: z.array(origin).max(50).optional(),
  /** One text for all languages, or one for each. */
  greeting: z
    .union([z.string().max(500), localized])
    .nullable()
    .optional(),
  popularQuestions: z.array(localized).max(8).nullable().optional(),
  modelUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .optional(),
  modelName: z.string().max(200).nullable().optional(),
  modelKey: z.string().max(500).nullable().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** All settings as the workspace shows them. */
export async function readSettings(parts: ServerParts, shopId: ShopId) {
  const { settings } = await parts.walk.database.inShop(shopId, (sql) => findShop(sql, shopId));
  const { greeting, popularQuestions, model } = await readExtras(parts, shopId);
  const own = parts.ground.config.model;
  const modelUrl = model.url ?? own.url;
  const modelName = model.name ?? own.name;
  return {
    ...settings,
    greeting: greeting ?? texts.welcome,
    popularQuestions: popularQuestions ?? texts.popularQuestions,
    ...(modelUrl ? { modelUrl } : {}),
    ...(modelName ? { modelName } : {}),
    hasModelKey: model.keySealed !== null || own.key !== undefined,
  };
}

/** Writes the named settings; the shop is read anew at its next turn. */
export async function saveSettings(parts: ServerParts, shopId: ShopId, change: SettingsChange): Promise<void> {
  const { tone, workingHours, trustedOrigins, modelUrl, modelName, modelKey, greeting, popularQuestions } = change;
  await parts.walk.database.inShop(shopId, async (sql) => {
    await saveShopSettings(sql, shopId, {
      ...(tone ? { tone } : {}),
      ...(workingHours ? { workingHours } : {}),
      ...(trustedOrigins ? { trustedOrigins } : {}),
    });
    const extras = JSON.stringify({ greeting: inAllLanguages(greeting), popularQuestions });
    await sql`update shops set settings = settings || ${extras}::text::jsonb where shop_id = ${shopId}`;
    const model = { url: modelUrl, name: modelName, key: modelKey };
    if (Object.values(model).some((value) => value !== undefined))
      await saveStoredModel(sql, parts.ground.secrets, shopId, model);
    const changed = Object.keys(change).filter((name) => !name.startsWith('model'));
    if (changed.length > 0) await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed } }]);
  });
  parts.walk.relay.wake(shopId);
  parts.shops.forget(shopId);
  forgetWidgetShop(parts, shopId);
}

/** A text without languages is the same in all; an empty one gives the default back. Undefined stays as it was. */
function inAllLanguages(greeting: SettingsChange['greeting']): z.infer<typeof localized> | null | undefined {
  if (typeof greeting !== 'string') return greeting;
  return greeting.trim() === '' ? null : { 'zh-CN': greeting, 'zh-TW': greeting, en: greeting };
}
