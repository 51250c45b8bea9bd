import type { Command } from '../types.ts';
import type { WishContext } from './wishes.ts';

/**
 * The parcel that was just told about is to be hurried, or else ("催一下呗", "再不到我就退款了"): chased with the carrier instead of told
 * about once more. A threat that hangs on a condition is no wish yet.
 */
export function chasedParcel({ understanding, state, facts, flows }: WishContext): Command | undefined {
  const text = understanding.normalized.toLowerCase();
  const order = facts.orders.find((one) => one.orderId === state.focus.orderId);
  if (order?.status !== 'shipped' || !flows.has('chase-parcel')) return undefined;
  if (!toldOfParcel.has(state.lastIntent ?? '') || text.length > longestChase || !isChase.test(text)) return undefined;
  return { kind: 'start-flow', flow: 'chase-parcel', slots: { order: order.orderId } };
}

/** Matters in which the customer has heard where the parcel is, or was heard on its delay. */
const toldOfParcel: ReadonlySet<string> = new Set([
  'track.where',
  'track.delay',
  'track.eta',
  'ship.urge',
  'compensation.request',
]);

const isChase =
  /催一?[下催]|催(?:个|下)?(?:快递|件|单)|帮.{0,3}催|催.{0,2}(?:呗|吧)|再不(?:到|来|送|动|派|更新).{0,6}(?:就|我)|快点送|\b(?:chase|hurry) (?:it|them|the)|\bif it (?:doesn'?t|does not|isn'?t|is not).{0,24}(?:refund|cancel|return)/;

const longestChase = 40;
