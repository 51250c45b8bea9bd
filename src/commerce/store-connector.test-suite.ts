import { describe, expect, test } from 'vitest';
import { AppError } from '../platform/index.ts';
import type { ActionName, Actor, CustomerClue, StoreConnector } from './store-connector.ts';
import { actionParameters, listVerdictKeys, refusals } from './verdict-keys.ts';

/** What a shop for these tests has to offer: a customer with orders, somebody else with an order, and what may be done. */
export type StoreScenario = {
  connector: StoreConnector;
  customerId: string;
  clues: readonly CustomerClue[];
  foreignOrderId: string;
  /** Things that the shop's rules permit in a fresh shop, each alone. */
  permitted: readonly { action: ActionName; arguments: Readonly<Record<string, unknown>> }[];
  refused: readonly {
    action: ActionName;
    arguments: Readonly<Record<string, unknown>>;
    reasonKey: keyof typeof refusals;
  }[];
  now: Date;
};

/** The rules of every store connector; `open` makes a fresh shop. */
export function testStoreConnector(name: string, open: () => Promise<StoreScenario>): void {
  const actorOf = (scenario: StoreScenario): Actor => ({ storeCustomerId: scenario.customerId, identity: 'verified' });

  describe(`${name} as a store connector`, () => {
    test('a customer is found by every clue it asks for, and by no wrong one', async () => {
      const { connector, clues, customerId } = await open();
      expect(clues.map((clue) => clue.by)).toEqual(
        expect.arrayContaining(connector.descriptor.identityClues.filter((one) => one !== 'code')),
      );
      for (const clue of clues) expect((await connector.findCustomer(clue))?.storeCustomerId).toBe(customerId);
      expect(await connector.findCustomer({ by: 'email', email: 'nobody@example.com' })).toBeUndefined();
      expect(await connector.findCustomer({ by: 'id', storeCustomerId: 'nobody' })).toBeUndefined();
      expect(
        await connector.findCustomer({ by: 'order-phone', orderId: 'nothing', phoneTail: '1234' }),
      ).toBeUndefined();
    });

    test("orders come newest first, no more than asked for, and only the customer's own", async () => {
      const { connector, customerId } = await open();
      const orders = await connector.listOrders(customerId, 50);
      expect(orders.length).toBeGreaterThan(1);
      expect(new Set(orders.map((order) => order.storeCustomerId))).toEqual(new Set([customerId]));
      expect(orders.map((order) => order.placedAt)).toEqual(
        orders
          .map((order) => order.placedAt)
          .toSorted()
          .toReversed(),
      );
      expect(await connector.listOrders(customerId, 1)).toEqual(orders.slice(0, 1));
      expect(await connector.findOrder(orders[0]?.orderId ?? '')).toEqual(orders[0]);
      expect(await connector.findOrder('nothing')).toBeUndefined();
      for (const order of orders) {
        const lineIds = order.lines.map((line) => line.lineId);
        expect(new Set(lineIds).size).toBe(lineIds.length);
        expect(order.parcels.flatMap((parcel) => parcel.lineIds).every((id) => lineIds.includes(id))).toBe(true);
      }
    });

    test('products have whole prices and every variant id once', async () => {
      const products = await (await open()).connector.listProducts();
      const variants = products.flatMap((product) => product.variants);
      expect(new Set(variants.map((variant) => variant.variantId)).size).toBe(variants.length);
      expect(variants.every((variant) => Number.isInteger(variant.price) && variant.price > 0)).toBe(true);
    });

    test('a check changes nothing and names all that its key promises', async () => {
      const scenario = await open();
      const { connector, customerId, permitted, now } = scenario;
      const before = await connector.listOrders(customerId, 50);
      for (const { action, arguments: given } of permitted) {
        const verdict = await connector.check(actorOf(scenario), action, given, now);
        expect(verdict, action).toMatchObject({ ok: true, summaryKey: expect.stringMatching(`^${action}\\.summary`) });
        expect(listVerdictKeys()).toContain(verdict.ok && verdict.summaryKey);
        expect(Object.keys(verdict.parameters), action).toEqual(expect.arrayContaining([...actionParameters[action]]));
        const money = verdict.facts.filter((fact) => fact.kind === 'money');
        expect(
          money.every((fact) => Number.isInteger(fact.value) && fact.currency !== undefined),
          action,
        ).toBe(true);
      }
      expect(await connector.listOrders(customerId, 50)).toEqual(before);
      expect(permitted.map(({ action }) => action).toSorted()).toEqual([...connector.descriptor.actions].toSorted());
    });

    test('what a check permits is done, once per key', async () => {
      const count = (await open()).permitted.length;
      for (let index = 0; index < count; index += 1) {
        const scenario = await open();
        const { connector, customerId, now } = scenario;
        const { action, arguments: given } = scenario.permitted[index] ?? { action: 'cancel-order', arguments: {} };
        const options = { idempotencyKey: `key-${index}`, now };
        const outcome = await connector.perform(actorOf(scenario), action, given, options);
        expect(outcome, action).toMatchObject({ ok: true, resultKey: expect.stringMatching(`^${action}\\.done`) });
        const after = [
          await connector.listOrders(customerId, 50),
          await connector.findCustomer({ by: 'id', storeCustomerId: customerId }),
        ];
        expect(await connector.perform(actorOf(scenario), action, given, options), action).toEqual(outcome);
        expect(
          [
            await connector.listOrders(customerId, 50),
            await connector.findCustomer({ by: 'id', storeCustomerId: customerId }),
          ],
          action,
        ).toEqual(after);
      }
    });

    test('a key that was used for something else is a conflict', async () => {
      const scenario = await open();
      const [one, other] = scenario.permitted;
      const options = { idempotencyKey: 'key', now: scenario.now };
      if (one === undefined || other === undefined) throw new Error('two permitted actions are needed');
      await scenario.connector.perform(actorOf(scenario), one.action, one.arguments, options);
      const again = scenario.connector.perform(actorOf(scenario), other.action, other.arguments, options);
      await expect(again).rejects.toSatisfy((error) => error instanceof AppError && error.kind === 'conflict');
    });

    test('the same request many times at once has one effect', async () => {
      const scenario = await open();
      const [one] = scenario.permitted;
      if (one === undefined) throw new Error('a permitted action is needed');
      const options = { idempotencyKey: 'key', now: scenario.now };
      const outcomes = await Promise.all(
        Array.from({ length: 4 }, () =>
          scenario.connector.perform(actorOf(scenario), one.action, one.arguments, options),
        ),
      );
      expect(outcomes[0]?.ok).toBe(true);
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    });

    test("somebody else's order is refused, to members of staff in this conversation too", async () => {
      const scenario = await open();
      const { connector, foreignOrderId, now, customerId } = scenario;
      for (const { action, arguments: given } of scenario.permitted.filter((one) => 'orderId' in one.arguments)) {
        const foreign = { ...given, orderId: foreignOrderId };
        for (const actor of [
          actorOf(scenario),
          { storeCustomerId: customerId, identity: 'staff', staffId: 'staff-1' } as const,
        ]) {
          const expected = { ok: false, reasonKey: 'refused.not-your-order' };
          expect(await connector.check(actor, action, foreign, now), action).toMatchObject(expected);
          const options = { idempotencyKey: `${action}-${actor.identity}`, now };
          expect(await connector.perform(actor, action, foreign, options), action).toMatchObject(expected);
        }
      }
    });

    test('unknown orders, wrong arguments and actions that the shop lacks are refused', async () => {
      const scenario = await open();
      const { connector, now } = scenario;
      const check = (action: ActionName, given: unknown) => connector.check(actorOf(scenario), action, given, now);
      expect(await check('cancel-order', { orderId: 'nothing', reason: 'x' })).toMatchObject({
        reasonKey: 'refused.unknown-order',
      });
      expect(await check('cancel-order', { orderId: 5 })).toMatchObject({ reasonKey: 'refused.invalid-arguments' });
      expect(await check('cancel-order', 'nonsense')).toMatchObject({ reasonKey: 'refused.invalid-arguments' });
      const [missing] = actionNames().filter((action) => !connector.descriptor.actions.includes(action));
      if (missing !== undefined) {
        expect((await check(missing, {})).ok, missing).toBe(false);
      }
    });

    test("the shop's rules refuse with their reason and name all that its key promises", async () => {
      const scenario = await open();
      for (const { action, arguments: given, reasonKey } of scenario.refused) {
        const verdict = await scenario.connector.check(actorOf(scenario), action, given, scenario.now);
        expect(verdict, `${action} ${JSON.stringify(given)}`).toMatchObject({ ok: false, reasonKey });
        expect(Object.keys(verdict.parameters), reasonKey).toEqual(expect.arrayContaining([...refusals[reasonKey]]));
        const outcome = await scenario.connector.perform(actorOf(scenario), action, given, {
          idempotencyKey: `${action}-${reasonKey}-${JSON.stringify(given)}`.slice(0, 200),
          now: scenario.now,
        });
        expect(outcome).toMatchObject({ ok: false, reasonKey });
      }
    });
  });
}

function actionNames(): ActionName[] {
  return Object.keys(actionParameters).filter((name): name is ActionName => name in actionParameters);
}
