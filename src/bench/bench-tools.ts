import { randomUUID } from 'node:crypto';
import {
  askNoReasonReturn,
  compilePolicies,
  defaultPolicies,
  explainPolicy,
  type PolicyFacts,
  type StoreConnector,
} from '../commerce/index.ts';
import { AppError, type ShopId } from '../platform/index.ts';
import { startCpuMeter } from './cpu.ts';
import { closedLoop } from './loops.ts';
import { type BenchResult, type BenchRound, quantile } from './report.ts';
import type { Scratch } from './scratch.ts';
import { type BenchOrder, openToolsFloor, type ToolsFloor } from './tools-floor.ts';

const clients = 16;
/** Milliseconds until every connection has its prepared statements and plans. */
const warmUp = 2_000;

/**
 * Changes in the hosted shop through its connector (idempotency key, rules, limits, events, deadline of the case), against the
 * same transactions written by hand. Half are changes of address, half returns that are taken back again: three transactions
 * for two operations, on both sides.
 */
export async function benchTools(scratch: Scratch, options: { seconds: number; rounds: number }): Promise<BenchResult> {
  const { app, shopId, ownerUrl } = scratch;
  const { store } = await app.shops.get(shopId);
  const { database } = app.walk;
  const now = app.walk.clock.now();
  // The limits of a day would end the measurement; what they read is read all the same.
  const settings = { safety: { limits: { perOrderDay: { count: 1e6 }, perCustomerDay: { count: 1e6 } } } };
  const lines = { caseLimits: { perLine: 1_000_000, runningPerOrder: 1_000_000 } };
  await database.inShop(
    shopId,
    (sql) => sql`
      update shops set settings = settings || ${sql.json(settings)} || jsonb_build_object('afterSales',
        coalesce(settings -> 'afterSales', '{}') || ${sql.json(lines)}) where shop_id = ${shopId}`,
  );
  const orders = await findOrders(scratch, store, now);
  const own = ownTools(store, now);
  const floor = await openToolsFloor(ownerUrl, shopId, clients);
  const milliseconds = options.seconds * 1_000;
  await closedLoop(clients, warmUp, (client, round) => operate(floor, orders, client, round));
  await closedLoop(clients, warmUp, (client, round) => operate(own, orders, client, round));
  const cpu = await startCpuMeter(ownerUrl);
  const rounds: BenchRound[] = [];
  const notes: string[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const byHand = await closedLoop(clients, milliseconds, (client, turn) => operate(floor, orders, client, turn));
    notes.push(`round ${round + 1}, by hand: ${await cpu.lap(byHand.times.length)}`);
    const through = await closedLoop(clients, milliseconds, (client, turn) => operate(own, orders, client, turn));
    notes.push(`round ${round + 1}, Peakdesk: ${await cpu.lap(through.times.length)}`);
    rounds.push({
      floor: byHand.perSecond,
      peakdesk: through.perSecond,
      p50Ms: quantile(through.times, 0.5),
      p99Ms: quantile(through.times, 0.99),
    });
  }
  await cpu.stop();
  await floor.stop();
  const found = `${clients} clients, ${orders.pending.length} orders to change, ${orders.delivered.length} to return`;
  const noteList = [found, policyNote(), ...notes];
  return {
    name: 'tools',
    unit: 'per second',
    floorName: 'the same by hand',
    rounds,
    wantedRatio: 0.5,
    notes: noteList,
  };
}

type Orders = { pending: readonly BenchOrder[]; delivered: readonly (BenchOrder & { lineId: string })[] };
type Tools = Pick<ToolsFloor, 'changeAddress'> & {
  returnAndWithdraw(order: Orders['delivered'][number]): Promise<void>;
};

/** Clients do not share orders: nobody waits for a lock. */
async function operate(tools: Tools, orders: Orders, client: number, round: number): Promise<void> {
  const at = client + round * clients;
  const change = orders.pending[at % orders.pending.length];
  const back = orders.delivered[at % orders.delivered.length];
  if (round % 2 === 0 && change !== undefined) await tools.changeAddress(change);
  else if (back !== undefined) await tools.returnAndWithdraw(back);
}

function ownTools(store: StoreConnector, now: Date): Tools {
  const perform = async (order: BenchOrder, action: Parameters<StoreConnector['perform']>[1], given: object) => {
    const actor = { storeCustomerId: order.storeCustomerId, identity: 'verified' as const };
    const outcome = await store.perform(actor, action, given, { idempotencyKey: randomUUID(), now });
    if (!outcome.ok) throw new AppError('bug', `${action} was refused: ${outcome.reasonKey}`);
    return outcome;
  };
  return {
    changeAddress: async (order) => {
      const place = { country: '中国', province: '浙江省', city: '杭州市', district: '西湖区', zip: '310000' };
      const address = { ...place, detail: `文三路 ${randomUUID().slice(0, 8)} 号` };
      await perform(order, 'change-address', { orderId: order.orderId, address });
    },
    returnAndWithdraw: async (order) => {
      const given = { orderId: order.orderId, lineIds: [order.lineId], reason: 'no-longer-wanted' };
      const asked = await perform(order, 'request-return', given);
      await perform(order, 'withdraw-case', { caseId: String(asked.parameters.caseId) });
    },
  };
}

/** Orders on which the operations are allowed, as many of each as there are; whole numbers of clients, so that none is shared. */
async function findOrders({ app, shopId }: Scratch, store: StoreConnector, now: Date): Promise<Orders> {
  const rows = await app.walk.database.inShop(shopId, (sql) => readIds(sql, shopId));
  const pending: BenchOrder[] = [];
  const delivered: Orders['delivered'][number][] = [];
  for (const { orderId, storeCustomerId, status } of rows) {
    const actor = { storeCustomerId, identity: 'verified' as const };
    if (status === 'pending') {
      const place = {
        country: '中国',
        province: '浙江省',
        city: '杭州市',
        district: '西湖区',
        zip: '310000',
        detail: '1',
      };
      const verdict = await store.check(actor, 'change-address', { orderId, address: place }, now);
      if (verdict.ok) pending.push({ orderId, storeCustomerId });
      continue;
    }
    const lineId = (await store.findOrder(orderId))?.lines[0]?.lineId ?? '';
    const given = { orderId, lineIds: [lineId], reason: 'no-longer-wanted' };
    const verdict = await store.check(actor, 'request-return', given, now);
    if (verdict.ok) delivered.push({ orderId, storeCustomerId, lineId });
  }
  const whole = <T>(list: T[]) => list.slice(0, Math.floor(list.length / clients) * clients);
  return { pending: whole(pending), delivered: whole(delivered) };
}

async function readIds(
  sql: Parameters<Parameters<Scratch['app']['walk']['database']['inShop']>[1]>[0],
  shopId: ShopId,
) {
  return sql<{ orderId: string; storeCustomerId: string; status: string }[]>`
    select distinct on (store_customer_id) order_id as "orderId", store_customer_id as "storeCustomerId", status
    from store_orders where shop_id = ${shopId} and status in ('pending', 'delivered') order by store_customer_id, order_id`;
}

/** Time of one decision of the policy with its sentence in three languages. */
function policyNote(): string {
  const numbers = {
    returnDays: 7,
    qualityReturnDays: 15,
    exchangeDays: 15,
    noReturnClasses: ['fresh', 'custom'],
    reportWithinHours: 48,
    invoiceDays: 90,
    priceProtectionDays: 15,
  };
  const policies = compilePolicies([], defaultPolicies(numbers));
  const item = { 'zh-CN': '保温杯', 'zh-TW': '保溫瓶', en: 'the bottle' };
  const facts: PolicyFacts = {
    category: 'home',
    returnClass: 'standard',
    boughtAt: Date.parse('2026-11-01T00:00:00Z'),
    since: '2026-11-10',
    today: '2026-11-21',
    isPublicHoliday: () => false,
  };
  const count = 20_000;
  const startedAt = performance.now();
  let length = 0;
  for (let index = 0; index < count; index += 1)
    length += explainPolicy(askNoReasonReturn(policies, facts), item).en.length;
  const each = ((performance.now() - startedAt) * 1_000) / count;
  return `a decision of the policy with its sentence takes ${each.toFixed(1)} µs (at most 50 wanted; ${length / count} letters)`;
}
