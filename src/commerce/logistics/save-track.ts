import { appendOutbox, OrderId, type ShopEvent } from '../../platform/index.ts';
import { findStoreOrder, type RecordTransaction, saveStoreOrder } from '../stores/records/shop-records.ts';
import type { Order, Parcel } from '../types.ts';
import { isArrived, type Tracking, withTracks } from './tracking.ts';

/** Scans that are kept of a parcel, and letters of each: what a service sends is not ours to trust. */
const mostScans = 200;
const mostLetters = 500;

/**
 * Writes what was seen of a parcel beside its order, so that every answer has it, and tells what has become of it. Undefined where
 * the shop has no such parcel (any more); `isNew` where something has moved.
 */
export async function saveTrack(
  transaction: RecordTransaction,
  { orderId, trackingNumber, tracking }: { orderId: string; trackingNumber: string; tracking: Tracking },
): Promise<{ parcel: Parcel; isNew: boolean } | undefined> {
  const { sql, shopId } = transaction;
  const order = await findStoreOrder(transaction, orderId, true);
  const before = order?.parcels.find((one) => one.trackingNumber === trackingNumber);
  if (order === undefined || before === undefined) return undefined;
  const seen = withinLimits(tracking);
  const after = withTracks(order, { [trackingNumber]: seen });
  const parcel = after.parcels.find((one) => one.trackingNumber === trackingNumber) ?? before;
  const isNew = parcel.status !== before.status || parcel.events.length !== before.events.length;
  if (!isNew) return { parcel, isNew };
  await sql`
    update store_orders set tracks = coalesce(tracks, '{}'::jsonb) || ${JSON.stringify({ [trackingNumber]: seen })}::text::jsonb
    where shop_id = ${shopId} and order_id = ${orderId}`;
  const isReceived = await receiveHosted(transaction, after);
  await appendOutbox(sql, eventsOf(transaction, orderId, { before, parcel, isReceived }));
  return { parcel, isNew };
}

/** An order of a shop that Peakdesk hosts is received with its last parcel; elsewhere the shop's own system says so. */
async function receiveHosted(transaction: RecordTransaction, order: Order): Promise<boolean> {
  const { sql, shopId } = transaction;
  if (order.status !== 'shipped' || !order.parcels.every((one) => one.status === 'delivered')) return false;
  const [shop] = await sql<{ platform: string }[]>`select platform from shops where shop_id = ${shopId}`;
  if (shop?.platform !== 'peakdesk') return false;
  await saveStoreOrder(transaction, { ...order, status: 'delivered', statusText: '已签收' });
  return true;
}

type Change = { before: Parcel; parcel: Parcel; isReceived: boolean };

/** Trouble that the service itself names is told here; silence and lateness are found by the hourly look. */
function eventsOf({ shopId }: RecordTransaction, orderId: string, { before, parcel, isReceived }: Change): ShopEvent[] {
  if (!OrderId.is(orderId)) return [];
  const { status, parcelId } = parcel;
  const isChanged = isReceived || status !== before.status;
  const trouble = status !== before.status && (status === 'stuck' || status === 'lost') ? status : undefined;
  return [
    ...(isChanged ? [{ type: 'order.changed' as const, shopId, payload: { orderId, change: 'parcel' } }] : []),
    ...(trouble === undefined
      ? []
      : [{ type: 'parcel.troubled' as const, shopId, payload: { orderId, parcelId, trouble } }]),
  ];
}

function withinLimits(tracking: Tracking): Tracking {
  const cut = (text: string) => text.slice(0, mostLetters);
  const events = tracking.events.slice(-mostScans).map((event) => ({
    ...event,
    text: { 'zh-CN': cut(event.text['zh-CN']), 'zh-TW': cut(event.text['zh-TW']), en: cut(event.text.en) },
  }));
  const { deliveredAt } = tracking;
  return { status: tracking.status, events, ...(isArrived(tracking) && deliveredAt ? { deliveredAt } : {}) };
}
