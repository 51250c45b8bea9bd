import {
  listModelUsage,
  type ModelChange,
  modelChangeSchema,
  modelPresets,
  type OpenShopModel,
  openStoredModel,
  originOf,
  readStoredModel,
  type StoredModel,
  saveStoredModel,
} from '../../dialogue/models/index.ts';
import { AppError, type ShopId } from '../../platform/index.ts';
import { appendAudit } from '../../staff/index.ts';
import { findShop } from '../../walk/index.ts';
import { none, type Route, staffRoute } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

/** A shop's language model: settings, a test of the connection, what it costs. The key is written and never read. */
export const modelRoutes: readonly Route[] = [
  staffRoute('settings.read', {
    method: 'GET',
    path: '/api/v1/settings/model',
    summary: 'The language model of the shop, servers to choose from, tokens and cost of the last day',
    params: none,
    query: none,
    body: none,
    handle: async ({ parts, who }) => ({ body: await readModel(parts, who.shopId) }),
  }),
  staffRoute('settings.write', {
    method: 'PUT',
    path: '/api/v1/settings/model',
    summary: 'Change the language model; what is not named stays, null empties. It counts at once, on every node',
    params: none,
    query: none,
    body: modelChangeSchema,
    handle: async ({ parts, who }, { body }) => {
      await parts.walk.database.inShop(who.shopId, async (sql) => {
        await saveStoredModel(sql, parts.ground.secrets, who.shopId, body);
        await appendAudit(sql, {
          shopId: who.shopId,
          actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
          action: 'settings.changed',
          target: 'shop',
          details: { fields: Object.keys(body).map((name) => `model.${name}`) },
          now: parts.walk.clock.now(),
        });
      });
      parts.walk.relay.wake(who.shopId);
      return { body: await readModel(parts, who.shopId) };
    },
  }),
  staffRoute('settings.write', {
    method: 'POST',
    path: '/api/v1/settings/model/test',
    summary: 'Try a connection before it is saved: address, key, name, form, speed. Nothing is stored',
    params: none,
    query: none,
    body: modelChangeSchema,
    usesIdempotencyKey: false,
    handle: async ({ parts, who }, { body }) => {
      const test = parts.walk.models?.testConnection;
      if (!test) throw new AppError('unavailable', 'models cannot be tried in this process');
      return { body: { findings: await test(await toTry(parts, who.shopId, body)) } };
    },
  }),
];

async function readModel(parts: ServerParts, shopId: ShopId) {
  const { shop, stored, usage } = await parts.walk.database.inShop(shopId, async (sql) => ({
    shop: await findShop(sql, shopId),
    stored: await readStoredModel(sql, shopId),
    usage: await listModelUsage(sql, shopId, parts.walk.clock.now()),
  }));
  const { keySealed, ...shown } = stored;
  const own = parts.ground.config.model;
  const health = parts.walk.models?.health(shopId);
  return {
    ...shown,
    hasKey: keySealed !== null,
    currency: shop.currency,
    /** The installation's own model answers where the shop has set none. */
    inherited: stored.url === null && own.url !== undefined ? { name: own.name ?? 'default' } : null,
    presets: modelPresets,
    local: (await parts.walk.models?.listLocal?.()) ?? [],
    usage,
    ...(health ? { health } : {}),
  };
}

/** What is stored with what was typed; a stored key is tried only where it belongs. */
async function toTry(parts: ServerParts, shopId: ShopId, change: ModelChange): Promise<OpenShopModel> {
  const { secrets } = parts.ground;
  const stored: StoredModel = await parts.walk.database.inShop(shopId, (sql) => readStoredModel(sql, shopId));
  const known = await openStoredModel(secrets, shopId, stored);
  const { key, ...rest } = change;
  const typed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const model: OpenShopModel = { ...known, ...typed };
  const isSamePlace = originOf(model.url) === originOf(known.url);
  return { ...model, key: key || (key === undefined && isSamePlace ? known.key : undefined) };
}
