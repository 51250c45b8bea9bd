import { isDeepStrictEqual } from 'node:util';
import { isArrived } from '../../logistics/tracking.ts';
import type { Refusal } from '../../shop-files.ts';
import type { Order, Parcel, Product, StoreCustomer } from '../../types.ts';
import {
  findStoreCustomersById,
  findStoreOrdersById,
  findStoreProducts,
  type RecordTransaction,
} from '../records/shop-records.ts';
import { refusalOf } from './table-faults.ts';
import type { ShippedParcel, TableRecords } from './to-records.ts';

/** What a table changes in a shop: only what is new or different. */
export type TablePlan = {
  products: readonly Product[];
  customers: readonly StoreCustomer[];
  orders: readonly Order[];
  refused: readonly Refusal[];
};

/** Records that are asked for together. */
const together = 500;

/**
 * Compares a table with what the shop has. An order keeps its cases and what has been seen of its parcels; parcels go to orders that
 * are there. `locks`: orders are not changed by others until the transaction ends.
 */
export async function planTable(
  transaction: RecordTransaction,
  file: string,
  records: TableRecords,
  locks: boolean,
): Promise<TablePlan> {
  const products = await changed(
    records.products,
    (one) => one.productId,
    async (ids) => findStoreProducts(transaction.sql, ids),
  );
  const customers = await changed(
    records.customers,
    (one) => one.storeCustomerId,
    (ids) => findStoreCustomersById(transaction, ids),
  );
  const wanted = records.orders.map((one) => one.orderId);
  const shipped = records.parcels.map((one) => one.orderId);
  const stored = new Map<string, Order>();
  for (const ids of slices([...new Set([...wanted, ...shipped])]))
    for (const order of await findStoreOrdersById(transaction, ids, locks)) stored.set(order.orderId, order);
  const { orders, refused } = withParcels(file, records.parcels, stored);
  for (const one of records.orders) {
    const known = stored.get(one.orderId);
    const order = known === undefined ? one : keeping(known, one);
    if (!isDeepStrictEqual(known, order)) orders.push(order);
  }
  return { products, customers, orders, refused };
}

async function changed<Kept>(
  records: readonly Kept[],
  idOf: (one: Kept) => string,
  find: (ids: readonly string[]) => Promise<readonly Kept[]>,
): Promise<Kept[]> {
  const different: Kept[] = [];
  for (const part of slices(records)) {
    const known = new Map((await find(part.map(idOf))).map((one) => [idOf(one), one]));
    different.push(...part.filter((one) => !isDeepStrictEqual(known.get(idOf(one)), one)));
  }
  return different;
}

/** What a table cannot tell stays as it is. */
function keeping(known: Order, order: Order): Order {
  const parcels = order.parcels.map((parcel) => keepingScans(known, parcel));
  return { ...order, caseIds: known.caseIds, parcels };
}

function keepingScans({ parcels }: Order, parcel: Parcel): Parcel {
  const known = parcels.find((one) => one.trackingNumber === parcel.trackingNumber);
  if (known === undefined) return parcel;
  const { events, deliveredAt, status } = known;
  const isKept = parcel.status === 'in-transit' || isArrived(known);
  return { ...parcel, events, status: isKept ? status : parcel.status, ...(deliveredAt ? { deliveredAt } : {}) };
}

function withParcels(
  file: string,
  parcels: readonly ShippedParcel[],
  stored: ReadonlyMap<string, Order>,
): { orders: Order[]; refused: Refusal[] } {
  const orders = new Map<string, Order>();
  const refused: Refusal[] = [];
  for (const { line, orderId, parcel } of parcels) {
    const order = orders.get(orderId) ?? stored.get(orderId);
    if (order === undefined) refused.push(refusalOf(file, line, 'no-order', { value: orderId }));
    else if (order.status === 'unpaid' || order.status === 'cancelled')
      refused.push(refusalOf(file, line, 'not-shippable', { value: orderId }));
    else orders.set(orderId, shippedWith(order, parcel));
  }
  return { orders: [...orders.values()].filter((one) => !isDeepStrictEqual(stored.get(one.orderId), one)), refused };
}

/** The order with one more parcel; all of its lines are in it where it is the first, since the table does not say which. */
function shippedWith(order: Order, parcel: ShippedParcel['parcel']): Order {
  const isFirst = order.parcels.every((one) => one.trackingNumber === parcel.trackingNumber);
  const lineIds = isFirst ? order.lines.map((line) => line.lineId) : [];
  const known = order.parcels.find((one) => one.trackingNumber === parcel.trackingNumber);
  const next = keepingScans(order, { ...parcel, lineIds: known?.lineIds ?? lineIds });
  const parcels =
    known === undefined ? [...order.parcels, next] : order.parcels.map((one) => (one === known ? next : one));
  const isWaiting = ['pending', 'pending-modified', 'processing'].includes(order.status);
  return { ...order, parcels, ...(isWaiting ? { status: 'shipped' as const, statusText: '已发货' } : {}) };
}

function slices<One>(list: readonly One[]): One[][] {
  return Array.from({ length: Math.ceil(list.length / together) }, (_, place) =>
    list.slice(place * together, (place + 1) * together),
  );
}
