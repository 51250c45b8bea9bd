import type { Order } from '../commerce/index.ts';
import type { OrderStage } from '../routing/index.ts';

/** An order that is packed so soon can hardly be stopped any more. */
const closingMilliseconds = 2 * 3_600_000;

/** In which moment an order is, where minutes matter: the most urgent of the order that is spoken of, or of the latest ones. */
export function orderStageOf(orders: readonly Order[], orderId: string | undefined, now: Date): OrderStage {
  const spokenOf = orders.filter((order) => order.orderId === orderId);
  const looked = spokenOf.length > 0 ? spokenOf : orders.slice(0, 3);
  if (looked.some((order) => isClosing(order, now))) return 'cancel-window-closing';
  if (looked.some((order) => order.status === 'unpaid')) return 'payment-failing';
  if (looked.some((order) => order.parcels.some((parcel) => parcel.status === 'stuck' || parcel.status === 'lost')))
    return 'parcel-stuck';
  return 'none';
}

function isClosing(order: Order, now: Date): boolean {
  if (!order.status.startsWith('pending') || !order.shipBy) return false;
  const left = Date.parse(order.shipBy) - now.getTime();
  return left > 0 && left < closingMilliseconds;
}
