import { notifyLinkOf } from './bus/open-peer-link.ts';
import { createCatchUp } from './catch-up.ts';
import type { ShopId } from './ids.ts';
import { createLanes } from './lanes.ts';
import type { OutboxRelay, OutboxRelayParts } from './outbox.ts';
import { helloNote, readNote, readsSeveral, toEventNote, toRowNotes } from './outbox-note.ts';
import { findWaitingShops, markAndReadWaiting, type OutboxRow, readByIds } from './outbox-rows.ts';
import { createRecentIds } from './recent-ids.ts';

/** The relay behind `startOutboxRelay`. */
export function createOutboxRelay(parts: OutboxRelayParts): OutboxRelay {
  const { database, bus, log } = parts;
  const seen = createRecentIds(seenRows);
  const lanes = createLanes<ShopId>((error, shopId) =>
    log.warn({ err: error, shopId }, 'outbox rows were not published; the next poll tries again'),
  );
  const waitingQueued = new Set<ShopId>();
  let isStopped = false;
  let peerHeardAt = Number.NEGATIVE_INFINITY;
  const listensUntil = performance.now() + (parts.listenFirst ?? helloMilliseconds * 1.25);
  let olderHeardAt = Number.NEGATIVE_INFINITY;

  const publish = (rows: readonly OutboxRow[]) => {
    for (const row of rows) {
      if (seen.add(row.id)) for (const event of row.events) bus.publish(event);
    }
  };
  const publishWaiting = async (shopId: ShopId) => {
    waitingQueued.delete(shopId);
    // Published before it is marked: a crash in between publishes again elsewhere, it loses nothing.
    let ids: readonly number[] = [];
    do {
      // With other processes about, what they have just published comes along, so that nothing overtakes it.
      const hasPeers = performance.now() - peerHeardAt < 3 * helloMilliseconds;
      // The last rows are marked on the way to the next ones: one transaction for both.
      const rows = await markAndReadWaiting(database, shopId, ids, hasPeers ? overtakeSeconds : undefined);
      for (const note of toRowNotes(shopId, ids)) link.send(note);
      publish(rows);
      ids = rows.filter((row) => !row.isPublished).map((row) => row.id);
    } while (ids.length > 0);
  };
  const queueWaiting = (shopId: ShopId) => {
    if (isStopped || waitingQueued.has(shopId)) return;
    waitingQueued.add(shopId);
    void lanes.run(shopId, () => publishWaiting(shopId));
  };
  const quietly = (work: () => Promise<void>) => {
    if (!isStopped) work().catch((error: unknown) => log.warn({ err: error }, 'the outbox was not polled'));
  };
  const drain = async () => {
    for (const shopId of await findWaitingShops(database)) queueWaiting(shopId);
    await lanes.idle();
  };
  const catchUp = createCatchUp({ database, lanes, seen, publish });

  const link = (parts.openLink ?? notifyLinkOf(parts))({
    onReady: () => {
      // A link may be ready before it is handed over.
      setImmediate(() => link.send(helloNote));
      quietly(catchUp);
    },
    onNote: (text) => {
      peerHeardAt = performance.now();
      const note = readNote(text);
      if (note && !readsSeveral(note)) olderHeardAt = peerHeardAt;
      if (note?.kind === 'event') bus.publish({ ...note.event, outboxId: undefined, at: new Date() });
      if (note?.kind === 'rows')
        void lanes.run(note.shopId, async () => publish(await readByIds(database, note.shopId, note.ids)));
    },
  });
  const timers = [
    setInterval(() => quietly(drain), parts.pollMilliseconds ?? 200),
    setInterval(() => quietly(catchUp), catchUpMilliseconds),
    setInterval(() => link.send(helloNote), helloMilliseconds),
  ];

  return {
    wake: queueWaiting,
    announce: (event) => {
      bus.publish({ ...event, outboxId: undefined, at: new Date() });
      link.send(toEventNote(event));
    },
    packs: () => {
      const now = performance.now();
      return now >= listensUntil && now - olderHeardAt > 3 * helloMilliseconds;
    },
    drain,
    stop: async () => {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
      await lanes.idle();
      await link.stop();
    },
  };
}

// How many published rows a process remembers, so that a row that reaches it twice is published once.
const seenRows = 200_000;
const catchUpMilliseconds = 5_000;
// Longer than a note takes.
const overtakeSeconds = 2;
const helloMilliseconds = 20_000;
