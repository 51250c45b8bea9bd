import { setTimeout as sleep } from 'node:timers/promises';
import { countInbox } from '../../desk/index.ts';
import type { Database, Log, ShopId, StaffId } from '../../platform/index.ts';
import type { Registry } from './registry.ts';

/** Tells every desk of a shop what changed in the inbox and how much there is, at most five times a second. */
export type InboxFeed = {
  changed(shopId: ShopId, conversationId: string | undefined): void;
  /** Somebody's presence, with the load at this moment. */
  presence(shopId: ShopId, staffId: StaffId, presence: string): void;
  stop(): void;
};

const pauseMilliseconds = 200;
/** More changed ids than this say only "look again". */
const mostIds = 200;

type Pending = { changed: Set<string>; presences: Map<StaffId, string> };

/** Makes the feed; the first change is told at once, those within the pause after it together. */
export function createInboxFeed(parts: { database: Database; log: Log; registry: Registry }): InboxFeed {
  const shops = new Map<ShopId, Pending>();
  const stopping = new AbortController();

  const note = (shopId: ShopId, add: (pending: Pending) => void): void => {
    if (stopping.signal.aborted || parts.registry.staffOfShop(shopId).length === 0) return;
    const running = shops.get(shopId);
    const pending = running ?? { changed: new Set(), presences: new Map() };
    add(pending);
    if (running) return;
    shops.set(shopId, pending);
    void run(shopId, pending).catch(() => {}); // Stopped in a pause.
  };

  const run = async (shopId: ShopId, pending: Pending): Promise<void> => {
    while (pending.changed.size + pending.presences.size > 0) {
      const changed = [...pending.changed].slice(0, mostIds);
      const presences = [...pending.presences];
      pending.changed.clear();
      pending.presences.clear();
      await tell(parts, shopId, changed, presences).catch((error: unknown) =>
        parts.log.warn({ err: error, shopId }, 'the inbox could not be counted'),
      );
      await sleep(pauseMilliseconds, undefined, { signal: stopping.signal, ref: false });
    }
    shops.delete(shopId);
  };

  return {
    changed: (shopId, conversationId) => {
      if (conversationId !== undefined) note(shopId, (pending) => pending.changed.add(conversationId));
    },
    presence: (shopId, staffId, presence) => note(shopId, (pending) => pending.presences.set(staffId, presence)),
    stop: () => stopping.abort(),
  };
}

async function tell(
  parts: { database: Database; registry: Registry },
  shopId: ShopId,
  changed: readonly string[],
  presences: readonly (readonly [StaffId, string])[],
): Promise<void> {
  const windows = parts.registry.staffOfShop(shopId);
  if (windows.length === 0) return;
  const counts = await parts.database.inShop(shopId, (sql) => countInbox(sql, shopId));
  for (const connection of windows) {
    if (connection.who.role !== 'staff') continue;
    if (changed.length > 0)
      connection.send({ type: 'inbox', counts: counts.forStaff(connection.who.signedIn.staff.staffId), changed });
    for (const [staffId, presence] of presences)
      connection.send({ type: 'presence', staffId, presence, load: counts.openOf(staffId) });
  }
}
