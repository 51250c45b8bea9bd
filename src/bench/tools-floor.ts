import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

/** An order with its customer, as both sides of the benchmark use it. */
export type BenchOrder = { orderId: string; storeCustomerId: string };

/** The same transactions as the tools make, written by hand: sets up the tables and does them. */
export type ToolsFloor = {
  changeAddress(order: BenchOrder): Promise<void>;
  returnAndWithdraw(order: BenchOrder): Promise<void>;
  stop(): Promise<void>;
};

/** Copies the shop's tables into a schema without row security and opens a connection for each client. */
export async function openToolsFloor(url: string, shopId: string, clients: number): Promise<ToolsFloor> {
  const sql = postgres(url, { max: clients, onnotice: () => undefined });
  await sql`create schema if not exists bench`;
  for (const name of [
    'store_orders',
    'store_customers',
    'store_cases',
    'store_products',
    'side_effects',
    'outbox',
    'jobs',
  ]) {
    const table = sql(`bench.${name}`);
    await sql`drop table if exists ${table}`;
    await sql`create table ${table} (like ${sql(`public.${name}`)} including defaults including indexes including identity)`;
    if (name.startsWith('store_'))
      await sql`insert into ${table} select * from ${sql(`public.${name}`)} where shop_id = ${shopId}`;
  }
  await sql`analyze`;
  return {
    changeAddress: (order) => sql.begin((tx) => changeAddress(tx, shopId, order)).then(() => undefined),
    returnAndWithdraw: async (order) => {
      const caseId = `AS${randomUUID()}`;
      await sql.begin((tx) => openCase(tx, shopId, order, caseId));
      await sql.begin((tx) => closeCase(tx, shopId, order, caseId));
    },
    stop: () => sql.end(),
  };
}

type Sql = postgres.TransactionSql;

async function changeAddress(sql: Sql, shopId: string, { orderId, storeCustomerId }: BenchOrder): Promise<void> {
  const key = await begin(sql, shopId, 'change-address', storeCustomerId);
  await readAll(sql, shopId, { orderId, storeCustomerId });
  await sql`
    update bench.store_orders set document = document || '{"statusText":"x"}', sealed = ${sealed}, version = version + 1
    where shop_id = ${shopId} and order_id = ${orderId}`;
  await end(sql, shopId, key, [{ type: 'order.changed', payload: { orderId } }]);
}

async function openCase(
  sql: Sql,
  shopId: string,
  { orderId, storeCustomerId }: BenchOrder,
  caseId: string,
): Promise<void> {
  const key = await begin(sql, shopId, 'request-return', storeCustomerId);
  await readAll(sql, shopId, { orderId, storeCustomerId });
  await sql`
    update bench.store_orders set status = 'return-requested', document = document || '{"statusText":"x"}', sealed = ${sealed},
      version = version + 1 where shop_id = ${shopId} and order_id = ${orderId}`;
  await sql`
    insert into bench.store_cases (shop_id, case_id, order_id, store_customer_id, kind, state, document, deadline)
    values (${shopId}, ${caseId}, ${orderId}, ${storeCustomerId}, 'return', 'wait-buyer-ship', ${sql.json(caseDocument)}, now())`;
  await sql`
    insert into bench.jobs (shop_id, job_id, name, payload, run_at, unique_key)
    values (${shopId}, ${randomUUID()}, 'case-deadline', ${sql.json({ caseId })}, now() + interval '7 days', ${caseId})`;
  const told = [
    { type: 'order.changed', payload: { orderId } },
    { type: 'case.changed', payload: { caseId } },
  ];
  await end(sql, shopId, key, told);
}

async function closeCase(
  sql: Sql,
  shopId: string,
  { orderId, storeCustomerId }: BenchOrder,
  caseId: string,
): Promise<void> {
  const key = await begin(sql, shopId, 'withdraw-case', storeCustomerId);
  await sql`select case_id, document from bench.store_cases where shop_id = ${shopId} and order_id = ${orderId}`;
  await readAll(sql, shopId, { orderId, storeCustomerId });
  await sql`
    update bench.store_orders set status = 'delivered', document = document || '{"statusText":"y"}', sealed = ${sealed},
      version = version + 1 where shop_id = ${shopId} and order_id = ${orderId}`;
  await sql`
    update bench.store_cases set state = 'cancelled', document = ${sql.json(caseDocument)}, deadline = null, version = version + 1
    where shop_id = ${shopId} and case_id = ${caseId}`;
  const told = [
    { type: 'order.changed', payload: { orderId } },
    { type: 'case.changed', payload: { caseId } },
  ];
  await end(sql, shopId, key, told);
}

async function begin(sql: Sql, shopId: string, action: string, storeCustomerId: string): Promise<string> {
  const key = randomUUID();
  await sql`
    insert into bench.side_effects (shop_id, idempotency_key, action, request_hash, actor, store_customer_id)
    values (${shopId}, ${key}, ${action}, ${key}, ${sql.json({ storeCustomerId })}, ${storeCustomerId})
    on conflict do nothing returning 1`;
  return key;
}

/** What has to be seen before it can be decided: the order and its customer locked, cases, products, the shop's rules, today's use. */
async function readAll(sql: Sql, shopId: string, { orderId, storeCustomerId }: BenchOrder): Promise<void> {
  await sql`select document, sealed from bench.store_orders where shop_id = ${shopId} and order_id = ${orderId} for update`;
  await sql`
    select document, sealed from bench.store_customers where shop_id = ${shopId} and store_customer_id = ${storeCustomerId} for update`;
  await sql`
    select case_id, document from bench.store_cases where shop_id = ${shopId} and order_id = ${orderId}
    order by created_at desc`;
  await sql`select settings, time_zone from shops where shop_id = ${shopId}`;
  await sql`
    select document from bench.store_products where shop_id = ${shopId} and product_id in (
      select line ->> 'productId' from bench.store_orders, jsonb_array_elements(document -> 'lines') as line
      where shop_id = ${shopId} and order_id = ${orderId})`;
  await sql`
    select count(*), sum(amount) from bench.side_effects
    where shop_id = ${shopId} and store_customer_id = ${storeCustomerId} and created_at >= date_trunc('day', now())`;
}

async function end(
  sql: Sql,
  shopId: string,
  key: string,
  told: readonly { type: string; payload: object }[],
): Promise<void> {
  await sql`
    update bench.side_effects set outcome = ${sql.json(outcome)}, finished_at = now(), is_done = true
    where shop_id = ${shopId} and idempotency_key = ${key}`;
  const rows = told.map(({ type, payload }) => ({
    shop_id: shopId,
    type,
    payload: sql.json(JSON.parse(JSON.stringify(payload))),
  }));
  await sql`insert into bench.outbox ${sql(rows)}`;
}

const sealed = Buffer.alloc(220, 7);
const caseDocument = {
  kind: 'return',
  state: 'x',
  history: Array.from({ length: 3 }, () => ({ at: '2026', state: 'applied', note: '' })),
};
const outcome = { ok: true, resultKey: 'x.done', parameters: { orderId: 'x', amount: 100 }, facts: [], changed: [] };
