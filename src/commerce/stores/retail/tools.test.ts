import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aRetailFolder, aRetailFolderWith, retailFiles } from './a-retail-shop.ts';
import { calculate } from './calculate.ts';
import { readRetailFolder } from './read-folder.ts';
import { replayCalls, writeReplayResult } from './replay-tools.ts';
import { memorySource, type RetailSource } from './retail-records.ts';
import { listRetailTools } from './tool-list.ts';

const pending = '#W1000001';
const delivered = '#W1000002';

describe('the 16 tools in an invented shop', () => {
  test.each([
    ['find_user_id_by_email', { email: 'ROSA.field@example.com' }, 'rosa_field_1001'],
    ['find_user_id_by_name_zip', { first_name: 'rosa', last_name: 'field', zip: '02139' }, 'rosa_field_1001'],
    ['list_all_product_types', {}, '{"Table Lamp": "1100000001", "Wool Blanket": "1100000002"}'],
    ['calculate', { expression: '(1 + 2) * 3.5' }, '10.5'],
    ['think', { thought: 'hm' }, ''],
    ['transfer_to_human_agents', { summary: 'help' }, 'Transfer successful'],
  ])('%s answers', async (name, given, result) => {
    expect((await run([name, given])).results).toEqual([{ ok: true, result }]);
  });

  test('a product keeps the order of its items, though their ids look like numbers', async () => {
    const item = (id: string) => `"${id}": {"item_id": "${id}", "options": {}, "available": true, "price": 160.0}`;
    const product = `{"name": "Cup", "product_id": "7", "variants": {${item('9000000002')}, ${item('1000000001')}}}`;
    const { folder } = await readRetailFolder(await aRetailFolderWith({ products: `{"7": ${product}}` }));
    expect(folder.products.get('7')?.text).toBe(product);
  });

  test.each([
    ['cancel_pending_order', { order_id: '#W1', reason: 'no longer needed' }, 'order not found'],
    ['cancel_pending_order', { order_id: delivered, reason: 'x' }, 'non-pending order cannot be cancelled'],
    ['cancel_pending_order', { order_id: pending, reason: 'x' }, 'invalid reason'],
    [
      'modify_pending_order_payment',
      { order_id: pending, payment_method_id: 'gift_card_2' },
      'payment method not found',
    ],
    [
      'modify_pending_order_payment',
      { order_id: pending, payment_method_id: 'gift_card_1' },
      'insufficient gift card balance to pay for the order',
    ],
    [
      'return_delivered_order_items',
      { order_id: delivered, item_ids: ['2000000001', '2000000001'], payment_method_id: 'paypal_1' },
      'some item not found',
    ],
    [
      'exchange_delivered_order_items',
      { order_id: delivered, item_ids: ['1000000001'], new_item_ids: ['1000000003'], payment_method_id: 'paypal_1' },
      'new item 1000000003 not found or available',
    ],
    ['get_order_details', {}, 'order_id Invalid input: expected string, received undefined'],
    ['drop_all_tables', {}, 'unknown tool drop_all_tables'],
  ])('%s %j is refused and changes nothing', async (name, given, problem) => {
    const { results, changed } = await run([name, given]);
    expect(results).toEqual([{ ok: false, error: `Error: ${problem}` }]);
    expect(changed).toEqual([]);
  });

  test('an exchange forgets which item replaces which: both lists are sorted on their own', async () => {
    const { changed } = await run([
      'exchange_delivered_order_items',
      {
        order_id: delivered,
        item_ids: ['2000000001', '1000000001'],
        new_item_ids: ['2000000001', '9000000002'],
        payment_method_id: 'paypal_1',
      },
    ]);
    expect(changed).toMatchObject([
      {
        after: {
          exchange_items: ['1000000001', '2000000001'],
          exchange_new_items: ['2000000001', '9000000002'],
          exchange_price_difference: 15.25,
        },
      },
    ]);
  });

  test('a later call of a line sees what an earlier one did, and a refused one does not end the line', async () => {
    const { results, changed } = await run(
      ['modify_pending_order_payment', { order_id: pending, payment_method_id: 'paypal_1' }],
      ['modify_pending_order_payment', { order_id: pending, payment_method_id: 'credit_card_1' }],
      ['cancel_pending_order', { order_id: '#W1000003', reason: 'no longer needed' }],
      ['get_order_details', { order_id: pending }],
    );
    expect(results.map((one) => one.ok)).toEqual([true, false, false, true]);
    expect(results[1]).toEqual({ ok: false, error: 'Error: there should be exactly one payment for a pending order' });
    expect(changed.map(({ id }) => id)).toEqual([pending]);
  });

  test('a write that leaves everything as it was is no change', async () => {
    const { address1, address2, city, state, country, zip } = retailFiles.users.rosa_field_1001.address;
    const given = { user_id: 'rosa_field_1001', address1, address2, city, state, country, zip };
    expect((await run(['modify_user_address', given])).changed).toEqual([]);
  });

  test('users stand before orders, and amounts are printed with a point', async () => {
    const line = {
      id: 7,
      calls: [{ name: 'cancel_pending_order', arguments: { order_id: '#W1000004', reason: 'no longer needed' } }],
    };
    const { result } = await replayCalls(await source(), line);
    const printed = writeReplayResult(result);
    expect(printed).toMatch(/^\{"id": 7, "results": \[\{"ok": true, "result": "/);
    expect(printed).toContain('"balance": 580.0');
    expect(result.changed.map(({ collection }) => collection)).toEqual(['users', 'orders']);
  });
});

test('the list of tools has a JSON schema and a description for each', () => {
  const tools = listRetailTools();
  expect(tools.length).toBe(16);
  expect(tools.filter((tool) => tool.writes).length).toBe(7);
  for (const tool of tools) {
    expect(tool.parameters).toMatchObject({ type: 'object', additionalProperties: false });
    expect(tool.description.length).toBeGreaterThan(20);
  }
  const cancel = tools.find((tool) => tool.name === 'cancel_pending_order');
  const properties = z.object({ properties: z.object({ reason: z.object({ enum: z.array(z.string()) }) }) });
  expect(properties.parse(cancel?.parameters).properties.reason.enum).toEqual([
    'no longer needed',
    'ordered by mistake',
  ]);
});

test.each([
  ['2 + 3 * 4', 14],
  ['-(2 - 5) / 2', 1.5],
  ['10 / 3', 3.33],
  ['2 ** 3', 8],
  ['.5 + 1.', 1.5],
])('%s is %d', (expression, value) => {
  expect(calculate(expression)).toEqual({ ok: true, value });
});

test.each(['', '1 +', '(1', '1 2', '1 / 0', 'process.exit()', '1..2', '((((((((((('])(
  '%j is no expression',
  (expression) => {
    expect(calculate(expression).ok).toBe(false);
  },
);

async function run(...calls: (readonly [name: string, given: unknown])[]) {
  const line = { id: 'a', calls: calls.map(([name, given]) => ({ name, arguments: given })) };
  return (await replayCalls(await source(), line)).result;
}

async function source(): Promise<RetailSource> {
  const { folder } = await readRetailFolder(await aRetailFolder());
  const documents = <T>(entries: ReadonlyMap<string, { document: T }>) =>
    new Map([...entries].map(([id, { document }]) => [id, document]));
  return memorySource({
    users: documents(folder.users),
    orders: documents(folder.orders),
    products: new Map([...folder.products].map(([id, { document, text }]) => [id, { product: document, text }])),
  });
}
