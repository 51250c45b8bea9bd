import { type AddressArgument, actionArguments } from '../../action-arguments.ts';
import type { AfterSalesCase, Order } from '../../types.ts';
import type {
  RemoteAction,
  RemoteOrder,
  RemoteOutcome,
  RemoteStep,
  RemoteStepWanted,
} from '../remote/remote-platform.ts';
import { goesTo } from './canonical.ts';

/** Changes where an order goes; done before when the order already goes there. */
export function changeAddress(
  findOrder: (orderId: string) => Promise<RemoteOrder | undefined>,
  write: (order: Order, address: AddressArgument) => Promise<RemoteOutcome>,
): RemoteAction {
  const read = (given: unknown) => actionArguments['change-address'].parse(given);
  return {
    async alreadyDone({ given }) {
      const wanted = read(given);
      const found = await findOrder(wanted.orderId);
      return found !== undefined && goesTo(found.order, wanted.address);
    },
    write: ({ order, given }) => write(order, read(given).address),
  };
}

/** Cancels an order; done before when it is cancelled. */
export function cancelOrder(
  findOrder: (orderId: string) => Promise<RemoteOrder | undefined>,
  write: (order: Order, reason: string, key: string) => Promise<RemoteOutcome>,
): RemoteAction {
  const read = (given: unknown) => actionArguments['cancel-order'].parse(given);
  return {
    async alreadyDone({ given }) {
      const found = await findOrder(read(given).orderId);
      return found?.order.status === 'cancelled';
    },
    write: ({ order, given, idempotencyKey }) => write(order, read(given).reason, idempotencyKey),
  };
}

/** A step of the shop; done before when the case has left the state that it was to be taken in. */
export function stepOf(
  findCase: (caseId: string) => Promise<AfterSalesCase | undefined>,
  write: (wanted: RemoteStepWanted) => Promise<RemoteOutcome>,
): RemoteStep {
  return {
    async alreadyDone({ case: known }) {
      const found = await findCase(known.caseId);
      return found !== undefined && found.state !== known.state;
    },
    write,
  };
}
