import type { FixedClock } from '../../../../platform/index.ts';

/** What a fake platform has of a shop, in words of no platform; each dialect writes it in its own. For tests. */
export type FakeShop = {
  clock: FixedClock;
  orders: FakeOrder[];
  products: FakeProduct[];
  cases: FakeCase[];
  /** Changes that have happened, as `address 1002`; the same change again is none. */
  writes: string[];
  /** The token that is taken now, and the one by which the next is got. */
  token: { access: string; refresh: string };
  /** Requests that are still to be answered with "too many". */
  limited: number;
};

export type FakeAddress = {
  name: string;
  phone: string;
  province: string;
  city: string;
  district: string;
  detail: string;
  zip: string;
};
export type FakeOrder = {
  id: string;
  changedAt: number;
  status: 'unpaid' | 'paid' | 'shipped' | 'cancelled';
  address: FakeAddress;
  /** Minor units, with the key that came along. */
  refunds: { amount: number; key: string }[];
};
/** `sent-back`: the goods are on their way to the shop. */
export type FakeCase = {
  id: string;
  orderId: string;
  changedAt: number;
  kind: 'refund' | 'return';
  status: 'applied' | 'agreed' | 'sent-back' | 'refused' | 'done';
};
export type FakeProduct = { id: string; changedAt: number; stock: number };

/** Why a platform says no. Each dialect has its own code for it. */
export type RefusalKind =
  | 'signature'
  | 'time'
  | 'key'
  | 'token'
  | 'method'
  | 'parameter'
  | 'unknown'
  | 'state'
  | 'too-many';

/** Thrown inside a fake platform, answered in its dialect. */
export class Refused extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, detail = '') {
    super(detail === '' ? kind : `${kind}: ${detail}`);
    this.kind = kind;
  }
}

/** The one with this id; Refused where the shop has none. */
export function the<Row extends { id: string }>(rows: readonly Row[], id: string): Row {
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new Refused('unknown', id);
  return found;
}

/** Rows changed within a span, both ends with it, latest change first. Refused where the span is empty or longer than allowed. */
export function changedWithin<Row extends { changedAt: number }>(
  rows: readonly Row[],
  { from, until, longestSeconds }: { from: number; until: number; longestSeconds: number },
): Row[] {
  const seconds = (until - from) / 1000;
  if (!(seconds > 0) || seconds > longestSeconds) throw new Refused('parameter', `a span of ${seconds} s`);
  return rows
    .filter((row) => row.changedAt >= from && row.changedAt <= until)
    .toSorted((one, other) => other.changedAt - one.changedAt);
}

/** A page from 1; Refused where it is larger than the platform allows. */
export function pageOf<Row>(rows: readonly Row[], page: number, size: number, largest: number): Row[] {
  if (!Number.isInteger(page) || page < 1 || !(size >= 1 && size <= largest))
    throw new Refused('parameter', `page ${page} of ${size}`);
  return rows.slice((page - 1) * size, page * size);
}

/** A page that begins at a key, for platforms that hand out keys; an empty key is the beginning. */
export function pageFrom<Row>(rows: readonly Row[], key: string, size: number, largest: number) {
  const start = key === '' ? 0 : Number(key.replace(/^k/, ''));
  const page = pageOf(rows.slice(start), 1, size, largest);
  const hasMore = start + size < rows.length;
  return { page, hasMore, key: hasMore ? `k${start + size}` : '' };
}

/** Changes where an order goes. Refused for one that has left or is cancelled; the same address again changes nothing. */
export function moveOrder(shop: FakeShop, id: string, address: FakeAddress): void {
  const order = openOrder(shop, id);
  if (JSON.stringify(order.address) === JSON.stringify(address)) return;
  order.address = address;
  changed(shop, order, `change-address ${id}`);
}

/** Cancels an order; Refused for one that has left or is cancelled already. */
export function cancel(shop: FakeShop, id: string): void {
  const order = openOrder(shop, id);
  order.status = 'cancelled';
  changed(shop, order, `cancel-order ${id}`);
}

/** Pays money back, minor units; the same key again pays nothing. */
export function payBack(shop: FakeShop, id: string, refund: { amount: number; key: string }): void {
  const order = the(shop.orders, id);
  if (order.refunds.some((one) => one.key === refund.key)) return;
  if (order.status === 'cancelled' || refund.amount <= 0) throw new Refused('state', id);
  order.refunds.push(refund);
  changed(shop, order, `request-refund ${id}`);
}

/** A decision of the shop in a case. Refused where the case is not in the state in which it can be taken. */
export function decide(
  shop: FakeShop,
  id: string,
  decision: 'approve' | 'reject' | 'receive' | 'fail-inspection',
): void {
  const one = the(shop.cases, id);
  const wanted: FakeCase['status'] = decision === 'approve' || decision === 'reject' ? 'applied' : 'sent-back';
  if (one.status !== wanted) throw new Refused('state', id);
  const isYes = decision === 'approve' || decision === 'receive';
  one.status = !isYes ? 'refused' : decision === 'approve' && one.kind === 'return' ? 'agreed' : 'done';
  changed(shop, one, `${decision} ${id}`);
}

/** The next token; Refused with a refresh token that is not the last one. */
export function renew(shop: FakeShop, refresh: string): FakeShop['token'] {
  if (refresh !== shop.token.refresh) throw new Refused('token', 'refresh');
  const next = Number(shop.token.access.slice(1)) + 1;
  shop.token = { access: `T${next}`, refresh: `R${next}` };
  return shop.token;
}

/** The same text with all but its first sign hidden, as platforms hide names and addresses. */
export function masked(text: string): string {
  return text === '' ? '' : `${text.slice(0, 1)}**`;
}

function openOrder(shop: FakeShop, id: string): FakeOrder {
  const order = the(shop.orders, id);
  if (order.status === 'shipped' || order.status === 'cancelled') throw new Refused('state', id);
  return order;
}

function changed(shop: FakeShop, row: { changedAt: number }, what: string): void {
  row.changedAt = shop.clock.now().getTime();
  shop.writes.push(what);
}
