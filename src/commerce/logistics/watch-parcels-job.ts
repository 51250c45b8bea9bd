import { z } from 'zod';
import {
  appendOutbox,
  type Clock,
  type Database,
  enqueueJob,
  type JobHandler,
  OrderId,
  ShopId,
  type Sql,
} from '../../platform/index.ts';
import { orderDocument, tracksOf } from '../stores/records/record-documents.ts';
import type { Order } from '../types.ts';
import { withTracks } from './tracking.ts';
import { newTroubles } from './watch-parcel.ts';

/** Name of the job that looks at a shop's parcels once an hour. */
export const watchParcelsJob = 'watch-parcels';

const hour = 3_600_000;
/** Orders looked at together. */
const pageSize = 500;

/**
 * Tells of parcels that have become late, stuck or lost since the last look. Events and the next look are one transaction, so that
 * each trouble is told once, also when a process dies or stood still for hours.
 */
export function watchParcelsHandler({ database, clock }: { database: Database; clock: Clock }): JobHandler {
  return {
    handle: async ({ shopId, payload }) => {
      const since = new Date(z.object({ since: z.string() }).parse(payload).since);
      const now = clock.now();
      await database.inShop(shopId, async (sql) => {
        let after: string | undefined = '';
        while (after !== undefined) {
          const page = await ordersOnTheirWay(sql, after);
          const events = newTroubles(page.orders, since, now).map(({ orderId, ...trouble }) => ({
            type: 'parcel.troubled' as const,
            shopId,
            payload: { orderId: OrderId.check(orderId), ...trouble },
          }));
          await appendOutbox(sql, events);
          after = page.next;
        }
        await enqueueLook(sql, shopId, now);
      });
    },
  };
}

/** Makes the first look of all shops that have none; run at the start. Answers how many were made. */
export async function scheduleParcelWatch({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  const shops = await database.asScheduler((sql) => sql<{ shop: string }[]>`select shop_id as shop from shops`);
  let made = 0;
  for (const { shop } of shops) {
    const shopId = ShopId.check(shop);
    made += await database.inShop(shopId, async (sql) => {
      const [open] = await sql`
        select 1 from jobs where shop_id = ${shopId} and name = ${watchParcelsJob} and done_at is null and attempts < max_attempts`;
      if (open !== undefined) return 0;
      await enqueueLook(sql, shopId, clock.now());
      return 1;
    });
  }
  return made;
}

/** The next full hour; it looks at what has happened since now. */
async function enqueueLook(sql: Sql, shopId: ShopId, now: Date): Promise<void> {
  const runAt = new Date((Math.floor(now.getTime() / hour) + 1) * hour);
  const uniqueKey = `${watchParcelsJob}/${runAt.toISOString()}`;
  await enqueueJob(sql, { shopId, name: watchParcelsJob, payload: { since: now.toISOString() }, runAt, uniqueKey });
}

type Page = { orders: Pick<Order, 'orderId' | 'parcels'>[]; next: string | undefined };

/** An order that cannot be read is left out: it shall not keep the others from being looked at. */
async function ordersOnTheirWay(sql: Sql, after: string): Promise<Page> {
  const rows = await sql<{ id: string; document: unknown; tracks: unknown }[]>`
    select order_id as id, document, tracks from store_orders
    where status in ('processing', 'shipped') and order_id > ${after}
    order by order_id limit ${pageSize}`;
  const orders = rows.flatMap((row) => {
    const order = orderDocument.safeParse(row.document);
    return order.success ? [withTracks(order.data, tracksOf(row.tracks))] : [];
  });
  return { orders, next: rows.length < pageSize ? undefined : rows.at(-1)?.id };
}
