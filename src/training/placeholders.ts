import { AppError } from '../platform/index.ts';
import type { Scenario, ScenarioTurn } from './scenario.ts';
import type { Stage } from './stage.ts';

/**
 * Puts today's values in place of `{order:000101}`, `{parcel:000101}`, `{tail:000101}` (last four digits of the receiver's
 * phone), `{phone:DC0001}`, `{email:DC0001}` and `{repeat:N:text}`: numbers of a made shop carry the day of its making.
 */
export async function fillPlaceholders(stage: Stage, scenario: Scenario, text: string): Promise<string> {
  let filled = text;
  for (const match of text.matchAll(/\{(order|parcel|tail|phone|email|repeat):([^}]*)\}/g)) {
    const [all, kind = '', value = ''] = match;
    filled = filled.replace(all, await placeholderValue(stage, scenario, kind, value));
  }
  return filled;
}

/** The patterns of a turn with today's values in them. */
export async function fillExpectations(stage: Stage, scenario: Scenario, turn: ScenarioTurn): Promise<ScenarioTurn> {
  const fillAll = (texts: readonly string[]) =>
    Promise.all(texts.map((text) => fillPlaceholders(stage, scenario, text)));
  const [says, not, facts] = await Promise.all([fillAll(turn.says), fillAll(turn.not), fillAll(turn.facts)]);
  return { ...turn, says, not, facts };
}

async function placeholderValue(stage: Stage, scenario: Scenario, kind: string, value: string): Promise<string> {
  if (kind === 'repeat') return repeated(value);
  const shopId = stage.shops[scenario.shop];
  const { store } = await stage.walk.shops.get(shopId);
  if (kind === 'phone' || kind === 'email') {
    const customer = await store.findCustomer({ by: 'id', storeCustomerId: value });
    if (customer) return customer[kind];
  } else {
    const rows = await stage.walk.database.inShop(
      shopId,
      (sql) => sql<{ id: string }[]>`
        select order_id as id from store_orders where shop_id = ${shopId} and order_id like ${`%${value}`}`,
    );
    const order = rows[0] && (await store.findOrder(rows[0].id));
    if (order && kind === 'order') return order.orderId;
    if (order && kind === 'tail') return order.address.phone.replace(/\D/g, '').slice(-4);
    if (order?.parcels[0] && kind === 'parcel') return order.parcels[0].trackingNumber;
  }
  throw new AppError('invalid', `${scenario.id}: nothing in the shop for {${kind}:${value}}`, { field: 'say' });
}

function repeated(value: string): string {
  const at = value.indexOf(':');
  return value.slice(at + 1).repeat(Number(value.slice(0, at)));
}
