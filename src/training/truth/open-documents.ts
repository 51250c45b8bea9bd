import { z } from 'zod';
import type { ShopId, Sql } from '../../platform/index.ts';

/** Fastest and slowest delivery of a region, in days. */
export type DeliveryDays = readonly [number, number];

export type OpenDocuments = { documents: readonly unknown[]; deliveries: readonly DeliveryDays[] };

/** What the shop's knowledge says now or announces; what has run out is left out, so that nobody may quote it. */
export async function listOpenDocuments(sql: Sql, shopId: ShopId, now: Date): Promise<OpenDocuments> {
  const rows = await sql<{ document: unknown; validFrom: Date | null; validTo: Date | null }[]>`
    select document, valid_from as "validFrom", valid_to as "validTo" from knowledge_items
    where shop_id = ${shopId} and to_release is null and kind <> 'canned-reply'
      and (valid_to is null or valid_to > ${now})`;
  const [shop] = await sql<{ settings: unknown; name: unknown }[]>`
    select settings, name from shops where shop_id = ${shopId}`;
  const documents = rows.map(({ document, validFrom, validTo }) => ({
    document,
    period: [validFrom, validTo, lastSecondOf(validTo)].filter((at) => at !== null).map((at) => at.toISOString()),
  }));
  return { documents: [...documents, shop], deliveries: rows.flatMap(({ document }) => daysOf(document)) };
}

/** A period that ends at midnight is said to end on the day before. */
function lastSecondOf(validTo: Date | null): Date | null {
  return validTo === null ? null : new Date(validTo.getTime() - 1_000);
}

const zones = z.object({ zones: z.array(z.object({ days: z.tuple([z.number(), z.number()]) })) });

function daysOf(document: unknown): readonly DeliveryDays[] {
  return zones.safeParse(document).data?.zones.map((zone) => zone.days) ?? [];
}
