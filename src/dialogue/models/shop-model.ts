import { z } from 'zod';
import { AppError, appendOutbox, blockedReason, type Secrets, type ShopId, type Sql } from '../../platform/index.ts';

/** The address that stands for a model in this process. */
export const localUrl = 'local:';

/** Purpose under which a model's key is sealed. */
export const modelKeyPurpose = 'shops/settings/model-key';

const price = z.number().min(0).max(1e9);

const storedModel = z.object({
  url: z.string().nullable().catch(null),
  name: z.string().nullable().catch(null),
  keySealed: z.string().nullable().catch(null),
  embeddingUrl: z.string().nullable().catch(null),
  embeddingName: z.string().nullable().catch(null),
  allowsPrivate: z.boolean().catch(false),
  /** Minor units of the shop's currency for a million tokens. */
  inputPrice: price.nullable().catch(null),
  outputPrice: price.nullable().catch(null),
  tokensPerHour: z.number().int().min(1).nullable().catch(null),
});

/** What a shop has set about its model, as stored beside its other settings; the key is sealed. */
export type StoredModel = z.infer<typeof storedModel>;

const address = z
  .string()
  .max(500)
  .refine((text) => text === localUrl || URL.canParse(text), 'not an address such as https://models.example/v1');

/** What an owner may change; the key can be written and never read. What is not named stays, null empties. */
export const modelChangeSchema = z.strictObject({
  url: address.nullable().optional(),
  name: z.string().max(200).nullable().optional(),
  key: z.string().max(500).nullable().optional(),
  embeddingUrl: address.nullable().optional(),
  embeddingName: z.string().max(200).nullable().optional(),
  allowsPrivate: z.boolean().optional(),
  inputPrice: price.nullable().optional(),
  outputPrice: price.nullable().optional(),
  tokensPerHour: z.number().int().min(1_000).max(1e12).nullable().optional(),
});
export type ModelChange = z.infer<typeof modelChangeSchema>;

/** Settings with the key as it is sent; `url` is missing where the shop has no model of its own. */
export type OpenShopModel = Omit<StoredModel, 'keySealed'> & { key: string | undefined };

/** A shop's model as stored; everything empty where nothing was set. */
export async function readStoredModel(sql: Sql, shopId: ShopId): Promise<StoredModel> {
  const rows = await sql<{ model: unknown }[]>`
    select settings -> 'model' as model from shops where shop_id = ${shopId}`;
  return storedModel.parse(rows[0]?.model ?? {});
}

/** The same with the key opened, for whoever calls the model. */
export async function openStoredModel(secrets: Secrets, shopId: ShopId, stored: StoredModel): Promise<OpenShopModel> {
  const { keySealed, ...rest } = stored;
  if (keySealed === null) return { ...rest, key: undefined };
  const shop = await secrets.forShop(shopId);
  return { ...rest, key: shop.open(modelKeyPurpose, Buffer.from(keySealed, 'base64')) };
}

/** Writes a change and tells every process; AppError 'invalid' names a field with an address that is never called. */
export async function saveStoredModel(
  sql: Sql,
  secrets: Secrets,
  shopId: ShopId,
  change: ModelChange,
): Promise<StoredModel> {
  const before = await readStoredModel(sql, shopId);
  const { key, ...rest } = change;
  const emptied = Object.fromEntries(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() || null : value]),
  );
  const next = storedModel.parse({ ...before, ...emptied });
  checkAddress('modelUrl', next.url, next.allowsPrivate);
  checkAddress('embeddingUrl', next.embeddingUrl, next.allowsPrivate);
  // A key goes only where it was given for: a new address does not get the old one's.
  const isSamePlace = originOf(before.url) === originOf(next.url);
  const keySealed = key
    ? (await secrets.forShop(shopId)).seal(modelKeyPurpose, key).toString('base64')
    : key === undefined && isSamePlace
      ? before.keySealed
      : null;
  const model = { ...next, keySealed };
  await sql`
    update shops set settings = jsonb_set(settings, '{model}', ${JSON.stringify(model)}::text::jsonb)
    where shop_id = ${shopId}`;
  await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['model'] } }]);
  return model;
}

/** Where an address leads to, for comparing; two empty ones are the same place. */
export function originOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? new URL(url).origin : '';
}

function checkAddress(field: string, url: string | null, allowsPrivate: boolean): void {
  if (url === null || url === localUrl) return;
  const reason = blockedReason(url, allowsPrivate ? 'private' : 'public');
  if (reason !== undefined)
    throw new AppError('invalid', `${field}: ${reason}`, { field, userMessageKey: `error.${reason}` });
}
