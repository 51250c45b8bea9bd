import { setTimeout as sleep } from 'node:timers/promises';
import { forgetOldest } from '../../platform/index.ts';
import type { ShopRuntime } from '../../walk/index.ts';

type Entry = { level: Promise<string>; until: number };

/** Levels change rarely; the list of conversations is asked for all the time. */
const freshMilliseconds = 300_000;
/** A slow shop system must not hold up the inbox: what comes later is there the next time. */
const patienceMilliseconds = 150;
const mostKept = 20_000;
const caches = new WeakMap<ShopRuntime, Map<string, Entry>>();

/** Member levels out of the shop's own system, as far as it answers soon; by its customer id. */
export async function memberLevels(
  shop: ShopRuntime,
  storeCustomerIds: readonly string[],
): Promise<Map<string, string>> {
  const cache = caches.get(shop) ?? new Map<string, Entry>();
  caches.set(shop, cache);
  const now = performance.now();
  const found = new Map<string, string>();
  const asked = [...new Set(storeCustomerIds)].map(async (id) => found.set(id, await cached(shop, cache, id, now)));
  await Promise.race([Promise.all(asked), sleep(patienceMilliseconds)]);
  return found;
}

function cached(shop: ShopRuntime, cache: Map<string, Entry>, id: string, now: number): Promise<string> {
  const known = cache.get(id);
  if (known && known.until > now) return known.level;
  const level = shop.store
    .findCustomer({ by: 'id', storeCustomerId: id })
    .then((customer) => customer?.memberLevel ?? '')
    .catch(() => '');
  cache.set(id, { level, until: now + freshMilliseconds });
  forgetOldest(cache, mostKept);
  return level;
}
