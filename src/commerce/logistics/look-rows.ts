import type { ShopId, Sql } from '../../platform/index.ts';

/** A parcel whose turn it is to be looked at. */
export type DueLook = {
  orderId: string;
  trackingNumber: string;
  /** Looks in a row that brought nothing new. */
  quiet: number;
  /** The service's code of the carrier that knew the parcel. */
  carrier: string | null;
  wantsPhone: boolean;
  subscribedAt: Date | null;
  createdAt: Date;
};

type LookKey = { shopId: ShopId; orderId: string; trackingNumber: string };

/** Somebody who takes a parcel and dies leaves it to others after this time. */
const takenMilliseconds = 10 * 60_000;

/** Puts parcels on their way on the list and takes those off whose order is over. */
export async function listParcels(sql: Sql, shopId: ShopId, now: Date): Promise<void> {
  await sql`
    insert into parcel_looks (shop_id, order_id, tracking_number, next_look_at)
    select distinct o.shop_id, o.order_id, p ->> 'trackingNumber', ${now}::timestamptz
    from store_orders o cross join lateral jsonb_array_elements(
      case when jsonb_typeof(o.document -> 'parcels') = 'array' then o.document -> 'parcels' else '[]'::jsonb end) p
    where o.shop_id = ${shopId} and o.status in ('processing', 'shipped') and coalesce(p ->> 'trackingNumber', '') <> ''
      and p ->> 'status' not in ('delivered', 'returned')
    on conflict do nothing`;
  await sql`
    update parcel_looks l set next_look_at = null
    where l.shop_id = ${shopId} and l.next_look_at is not null and not exists (
      select 1 from store_orders o
      where o.shop_id = l.shop_id and o.order_id = l.order_id and o.status in ('processing', 'shipped'))`;
  await sql`update tracking_connections set listed_at = ${now} where shop_id = ${shopId}`;
}

/** Takes parcels that are due, the longest due first; nobody else has them for a while. */
export async function takeDueLooks(
  sql: Sql,
  { shopId, now, limit }: { shopId: ShopId; now: Date; limit: number },
): Promise<DueLook[]> {
  const taken = new Date(now.getTime() + takenMilliseconds);
  return sql<DueLook[]>`
    with due as materialized (
      select order_id, tracking_number from parcel_looks
      where shop_id = ${shopId} and next_look_at <= ${now} order by next_look_at limit ${limit} for update skip locked)
    update parcel_looks p set next_look_at = ${taken}
    from due where p.shop_id = ${shopId} and p.order_id = due.order_id and p.tracking_number = due.tracking_number
    returning p.order_id as "orderId", p.tracking_number as "trackingNumber", p.quiet, p.carrier,
      p.wants_phone as "wantsPhone", p.subscribed_at as "subscribedAt", p.created_at as "createdAt"`;
}

/** What a look came to; `nextAt` undefined: nobody has to look any more. Where nothing was seen the reason is kept. */
export type LookNote = {
  nextAt: Date | undefined;
  quiet: number;
  seenAt?: Date;
  carrier?: string;
  fault?: string;
  wantsPhone?: boolean;
  subscribedAt?: Date | null;
};

export async function noteLook(sql: Sql, { shopId, orderId, trackingNumber }: LookKey, note: LookNote): Promise<void> {
  await sql`
    update parcel_looks set next_look_at = ${note.nextAt ?? null}, quiet = ${note.quiet}, last_fault = ${note.fault ?? null},
      seen_at = coalesce(${note.seenAt ?? null}::timestamptz, seen_at), carrier = coalesce(${note.carrier ?? null}, carrier), wants_phone = wants_phone or ${note.wantsPhone === true},
      subscribed_at = ${note.subscribedAt === undefined ? sql`subscribed_at` : note.subscribedAt}
    where shop_id = ${shopId} and order_id = ${orderId} and tracking_number = ${trackingNumber}`;
}

/** Gives parcels back that were taken and not asked for. */
export async function giveBackLooks(sql: Sql, shopId: ShopId, looks: readonly DueLook[], at: Date): Promise<void> {
  for (const { orderId, trackingNumber } of looks)
    await sql`
      update parcel_looks set next_look_at = ${at}
      where shop_id = ${shopId} and order_id = ${orderId} and tracking_number = ${trackingNumber}`;
}

/** When the next parcel is due; undefined where none is. */
export async function nextDue(sql: Sql, shopId: ShopId): Promise<Date | undefined> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(next_look_at) as at from parcel_looks where shop_id = ${shopId} and next_look_at is not null`;
  return row?.at ?? undefined;
}

/** Listed parcels with this number: mostly one, two where an order was split or a number came again. */
export async function findLooks(
  sql: Sql,
  shopId: ShopId,
  trackingNumber: string,
): Promise<{ orderId: string; createdAt: Date }[]> {
  return sql<{ orderId: string; createdAt: Date }[]>`
    select order_id as "orderId", created_at as "createdAt" from parcel_looks where shop_id = ${shopId} and tracking_number = ${trackingNumber}`;
}

/** Every listed parcel is due again: new keys or another service may know more. */
export async function lookAgain(sql: Sql, shopId: ShopId, now: Date): Promise<void> {
  await sql`
    update parcel_looks set next_look_at = ${now}, quiet = 0, carrier = null, subscribed_at = null
    where shop_id = ${shopId} and next_look_at is not null`;
}

/** How many parcels are followed, have been seen, and of how many nobody knows the carrier. */
export async function countLooks(
  sql: Sql,
  shopId: ShopId,
): Promise<{ followed: number; seen: number; unknownCarrier: number }> {
  const [row] = await sql<{ followed: number; seen: number; unknownCarrier: number }[]>`
    select count(*)::int as followed, count(seen_at)::int as seen,
      count(*) filter (where last_fault = 'unknown-carrier')::int as "unknownCarrier"
    from parcel_looks where shop_id = ${shopId} and next_look_at is not null`;
  return row ?? { followed: 0, seen: 0, unknownCarrier: 0 };
}
