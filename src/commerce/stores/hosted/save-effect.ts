import type { ChangedEntity } from '../../store-connector.ts';
import { type RecordTransaction, saveStoreCase, saveStoreCustomer, saveStoreOrder } from '../records/shop-records.ts';
import { setCaseTimer } from './case-timers.ts';
import type { HostedEffect, StockMove } from './hosted-situation.ts';

/** Writes what an action or a step leaves behind, all in one flight; the case's next alarm is set with it. */
export async function saveEffect(transaction: RecordTransaction, effect: HostedEffect): Promise<void> {
  const { sql, shopId } = transaction;
  const { order, customer, case: one, stock = [] } = effect;
  await Promise.all([
    order && saveStoreOrder(transaction, order),
    customer && saveStoreCustomer(transaction, customer),
    one && saveStoreCase(transaction, one),
    one && setCaseTimer(sql, shopId, one),
    stock.length > 0 && moveStock(transaction, stock),
  ]);
}

/** What others hear has changed by it. */
export function changedBy({ order, customer, case: one, stock = [] }: HostedEffect): ChangedEntity[] {
  return [
    ...(order ? [{ collection: 'orders', id: order.orderId, state: order.status }] : []),
    ...(customer ? [{ collection: 'customers', id: customer.storeCustomerId }] : []),
    ...(one ? [{ collection: 'cases', id: one.caseId, state: one.state }] : []),
    ...[...new Set(stock.map((move) => move.productId))].map((id) => ({ collection: 'products', id })),
  ];
}

/** Adds to the variants' stock where pieces are counted; never below nothing. What runs out or comes back changes its availability. */
async function moveStock({ sql, shopId }: RecordTransaction, moves: readonly StockMove[]): Promise<void> {
  await sql`
    with move as (
      select "productId" as product_id, "variantId" as variant_id, sum(by)::int as by
      from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb) as m ("productId" text, "variantId" text, by int)
      group by 1, 2)
    update store_products p set version = version + 1, document = jsonb_set(document, '{variants}', (
      select jsonb_agg(case
        when move.by is null or jsonb_typeof(v -> 'stock') <> 'number' then v
        else v || jsonb_build_object(
          'stock', greatest(0, (v ->> 'stock')::int + move.by),
          'isAvailable', case when (v ->> 'stock')::int + move.by <= 0 then false
            when (v ->> 'stock')::int = 0 then true else (v ->> 'isAvailable')::boolean end)
        end order by position)
      from jsonb_array_elements(p.document -> 'variants') with ordinality as each (v, position)
      left join move on move.product_id = p.product_id and move.variant_id = v ->> 'variantId'))
    where shop_id = ${shopId} and product_id in (select product_id from move)`;
}
