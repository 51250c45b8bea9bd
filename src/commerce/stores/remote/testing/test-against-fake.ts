import { afterEach, expect } from 'vitest';
import type { CaseStep } from '../../../case-machine.ts';
import type { ActionName } from '../../../store-connector.ts';
import { type RemoteScenario, type RemoteWrite, testRemotePlatform } from '../remote-platform.test-suite.ts';
import type { Dialect } from './dialect.ts';
import { type FakePlatform, fakeNow, startFakePlatform } from './fake-server.ts';

/** The rules of every remote platform, kept by an adapter over HTTP against a fake that speaks the platform's dialect. */
export function testAgainstFake(name: string, dialect: Dialect): void {
  const running: FakePlatform[] = [];
  afterEach(async () => {
    const stopped = running.splice(0);
    await Promise.all(stopped.map((fake) => fake.close()));
    expect(stopped.flatMap((fake) => fake.complaints)).toEqual([]);
  });
  testRemotePlatform(name, async () => {
    const fake = await startFakePlatform(dialect);
    running.push(fake);
    return scenarioOf(dialect, fake);
  });
}

const hour = 3_600_000;
const address = {
  name: '王五',
  phone: '13900139000',
  country: 'CN',
  province: '浙江省',
  city: '杭州市',
  district: '余杭区',
  detail: '良渚街道 8 号',
  zip: '311100',
};
/** What is asked for by each action that an adapter may offer, each on an order of its own. */
const wishes: Partial<Record<ActionName, { index: number; more: object; amount?: number }>> = {
  'cancel-order': { index: 1, more: { reason: '不想要了' } },
  'change-address': { index: 2, more: { address } },
  'request-refund': { index: 4, more: { reason: '破损' }, amount: 500 },
};
/** Each step in a case of its own: two that are applied for, two of which the goods are on their way. */
const stepCases: Partial<Record<CaseStep, number>> = { approve: 0, reject: 1, receive: 2, 'fail-inspection': 3 };

function scenarioOf(dialect: Dialect, fake: FakePlatform): RemoteScenario {
  const { platform, settings, ids, wrongKey } = dialect;
  const shop = fake.open(settings);
  const begun = Date.parse(fakeNow);
  const times = (what: string) => async () => fake.shop.writes.filter((one) => one === what).length;
  const [first] = platform.descriptor.actions;
  const refused = first === undefined ? undefined : writeOf(dialect, first, 3);
  return {
    platform,
    shop,
    now: () => fake.shop.clock.now(),
    since: new Date(begun - 30 * hour).toISOString(),
    orderIds: fake.shop.orders.map((one) => one.id),
    productIds: fake.shop.products.map((one) => one.id),
    ...(shop.listCases === undefined ? {} : { caseIds: fake.shop.cases.map((one) => one.id) }),
    unknownOrderId: ids.unknown,
    writes: platform.descriptor.actions.map((action) => {
      const write = writeOf(dialect, action, wishes[action]?.index ?? 0);
      return { ...write, count: times(`${action} ${write.orderId}`) };
    }),
    ...(refused === undefined ? {} : { refusedWrite: refused }),
    steps: Object.entries(stepCases).flatMap(([step, index]) => {
      const caseId = ids.case(index);
      const known = (['approve', 'reject', 'receive', 'fail-inspection'] as const).find((one) => one === step);
      if (known === undefined || shop.steps?.[known] === undefined) return [];
      return [{ step: known, caseId, note: '已核实', count: times(`${step} ${caseId}`) }];
    }),
    wrongKey: () => fake.open({ ...settings, ...wrongKey }),
    at: (other) => fake.open(settings, other),
    limit: () => {
      fake.shop.limited = 1;
    },
    ...(dialect.hasTokens
      ? {
          endToken: () => {
            fake.shop.token = { ...fake.shop.token, access: 'T100' };
          },
        }
      : {}),
    changeLater: () => {
      fake.shop.clock.advance(26 * hour);
      const since = new Date(fake.shop.clock.now().getTime() - hour).toISOString();
      const order = fake.shop.orders[5];
      if (order !== undefined) order.changedAt = fake.shop.clock.now().getTime() - 20 * 60_000;
      return { orderId: ids.order(5), since };
    },
  };
}

function writeOf({ ids }: Dialect, action: ActionName, index: number): Omit<RemoteWrite, 'count'> {
  const wish = wishes[action] ?? expect.fail(`no order to try ${action} on`);
  const orderId = ids.order(index);
  return {
    action,
    orderId,
    given: { orderId, ...wish.more },
    ...(wish.amount === undefined ? {} : { amount: wish.amount }),
  };
}
