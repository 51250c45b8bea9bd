import {
  type ActionName,
  type AfterSalesCase,
  type Order,
  openCase,
  type RemotePlatform,
} from '../../src/commerce/index.ts';
import { connectShop } from '../../src/commerce/stores/remote/live-shop.ts';
import type { RemoteWrite } from '../../src/commerce/stores/remote/remote-platform.test-suite.ts';
import { memoryTokens } from '../../src/commerce/stores/remote/token-store.ts';

/** A platform's shop with settings that nobody has saved. */
export function opened(platform: RemotePlatform, settings: Readonly<Record<string, string>>) {
  return connectShop({}, platform, { allowPrivateNetwork: 'true', ...settings }, memoryTokens()).shop;
}

/** A return of an order's first line, as our rules would open it. */
export function aReturnOf(order: Order): AfterSalesCase {
  const [line] = order.lines;
  const about = {
    caseId: `AS${order.orderId}`,
    orderId: order.orderId,
    storeCustomerId: order.storeCustomerId,
    kind: 'return' as const,
    reason: 'wrong-size',
    lineIds: [line?.lineId ?? ''],
    quantities: { [line?.lineId ?? '']: 1 },
    amount: line?.unitPrice ?? 0,
    details: {},
  };
  return openCase(about, new Date());
}

/** The three writes that both shops take, each on an order of its own; `count` looks there. */
export function writesOn(
  ids: { address: string; cancel: string; back: string },
  count: (action: ActionName) => Promise<number>,
): RemoteWrite[] {
  const address = {
    country: 'China',
    province: '上海市',
    city: '上海市',
    district: '',
    detail: '漕溪路 3 号',
    zip: '200030',
  };
  return [
    {
      action: 'change-address',
      orderId: ids.address,
      given: { orderId: ids.address, address },
      count: () => count('change-address'),
    },
    {
      action: 'cancel-order',
      orderId: ids.cancel,
      given: { orderId: ids.cancel, reason: 'other' },
      count: () => count('cancel-order'),
    },
    {
      action: 'request-return',
      orderId: ids.back,
      given: { orderId: ids.back, lineIds: [], reason: 'wrong-size' },
      opened: aReturnOf,
      count: () => count('request-return'),
    },
  ];
}
