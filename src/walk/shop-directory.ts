import { catalogueWords, openStore, type Product, withAllowedClues } from '../commerce/index.ts';
import { buildKnowledgeIndex, loadKnowledge, type Shelf, smallShelf } from '../knowledge/index.ts';
import type { Database, EventBus, Log, Secrets, ShopId } from '../platform/index.ts';
import { createUnderstander, type Pack } from '../understanding/index.ts';
import { createOwnIntentLessons } from './own-intent-lessons.ts';
import type { ShopDirectory, ShopRuntime } from './parts.ts';
import { openShelfFiles } from './shelf-files.ts';
import { findShop } from './shop-registry.ts';
import { createShopShelves } from './shop-shelves.ts';

/** Keeps every shop that is spoken of in memory: connector, catalogue, understander, knowledge of the current release. */
export type LiveShopDirectory = ShopDirectory & {
  /** The shop is read anew at its next use (settings or records were changed). */
  forget(shopId: ShopId): void;
  stop(): void;
};

/** Makes the directory; a released knowledge or changed settings replace the shop as a whole. */
export function createShopDirectory(parts: {
  database: Database;
  secrets: Secrets;
  bus: EventBus;
  log: Log;
  pack: Pack;
  /** Where large catalogues are kept prepared. */
  dataFolder: string;
}): LiveShopDirectory {
  const shops = new Map<ShopId, Promise<ShopRuntime>>();
  const shelves = createShopShelves({ ...parts, files: openShelfFiles(parts.dataFolder) });
  const lessons = createOwnIntentLessons(parts.pack.ordinary);
  const load = async (shopId: ShopId): Promise<ShopRuntime> => {
    const startedAt = performance.now();
    const shop = await parts.database.inShop(shopId, (sql) => findShop(sql, shopId));
    const opened = await openStore({
      database: parts.database,
      secrets: parts.secrets,
      shopId,
      platform: shop.platform,
    });
    const store = withAllowedClues(opened, shop.settings.identityClues);
    const { products, shelf } = await shelves.get(shopId, store);
    const content = await parts.database.inShop(shopId, (sql) => loadKnowledge(sql, shopId, products));
    const understander = createUnderstander({
      pack: parts.pack,
      catalogue: wordsOf(products, shelf, store.descriptor),
      timeZone: shop.timeZone,
    });
    const own = lessons.of(shopId, content.intents ?? []);
    parts.log.info({ shopId, products: products.length, ms: Math.round(performance.now() - startedAt) }, 'shop loaded');
    return {
      shopId,
      name: shop.name[shop.language],
      language: shop.language,
      timeZone: shop.timeZone,
      currency: shop.currency,
      settings: shop.settings,
      store,
      products: shelf.products,
      understander,
      knowledge: buildKnowledgeIndex(content, shelf),
      ownIntents: own.intents,
      readOwnIntent: own.read,
      learnOwnIntents: lessons.tryOut,
    };
  };
  /** Shops whose catalogue is read again behind their back; more news meanwhile means once more. */
  const refreshing = new Map<ShopId, 'once' | 'again'>();
  const refresh = async (shopId: ShopId): Promise<void> => {
    if (refreshing.has(shopId)) return void refreshing.set(shopId, 'again');
    refreshing.set(shopId, 'once');
    const before = shops.get(shopId);
    const fresh = await load(shopId).catch(() => undefined);
    // Whoever has read the shop meanwhile has read what is newest.
    if (fresh === undefined) shops.delete(shopId);
    else if (shops.get(shopId) === before) shops.set(shopId, Promise.resolve(fresh));
    const isMore = refreshing.get(shopId) === 'again';
    refreshing.delete(shopId);
    if (isMore) await refresh(shopId);
  };
  const unsubscribe = parts.bus.subscribe(['knowledge.released', 'settings.changed'], (event) => {
    const { shopId } = event;
    const known = shops.get(shopId);
    // People and shifts are no part of what a shop says; routing reads them itself.
    if (event.type === 'settings.changed' && event.payload.changed?.every((name) => name === 'team')) return;
    const isCatalogue =
      event.type === 'settings.changed' && event.payload.changed?.every((name) => name === 'catalogue');
    // A very large catalogue takes seconds to read: until it is there, the one before goes on answering.
    if (!isCatalogue || known === undefined) return void shops.delete(shopId);
    known.then(
      ({ products }) => (products.size > smallShelf ? refresh(shopId) : void shops.delete(shopId)),
      () => shops.delete(shopId),
    );
  });
  return {
    get: (shopId) => {
      const known = shops.get(shopId);
      if (known) return known;
      const loading = load(shopId);
      shops.set(shopId, loading);
      // A shop that could not be read is tried again at its next use.
      loading.catch(() => shops.delete(shopId));
      return loading;
    },
    forget: (shopId) => void shops.delete(shopId),
    stop: () => {
      unsubscribe();
      shelves.stop();
    },
  };
}

/** Names of a very large catalogue are found by its shelf; the understanding then learns the options only. */
function wordsOf(
  products: readonly Product[],
  shelf: Shelf,
  descriptor: Parameters<typeof catalogueWords>[1],
): ReturnType<typeof catalogueWords> {
  if (products.length <= smallShelf) return catalogueWords(products, descriptor);
  const options = shelf.options().map(({ name, values }) => ({ name, values: [...values] }));
  return { ...catalogueWords([], descriptor), options };
}
