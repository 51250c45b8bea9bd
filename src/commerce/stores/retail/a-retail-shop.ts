import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small invented shop in the platform's file format, for tests. */
export const retailFiles = {
  users: {
    rosa_field_1001: aUser(
      'Rosa',
      'Field',
      'rosa.field@example.com',
      '02139',
      {
        credit_card_1: { source: 'credit_card', brand: 'visa', last_four: '4242', id: 'credit_card_1' },
        gift_card_1: { source: 'gift_card', balance: 20, id: 'gift_card_1' },
        paypal_1: { source: 'paypal', id: 'paypal_1' },
      },
      ['#W1000001', '#W1000002', '#W1000003'],
    ),
    omar_stone_1002: aUser(
      'Omar',
      'Stone',
      'omar.stone@example.com',
      '73301',
      {
        gift_card_2: { source: 'gift_card', balance: 500, id: 'gift_card_2' },
      },
      ['#W1000004'],
    ),
  },
  products: {
    '1100000001': {
      name: 'Table Lamp',
      product_id: '1100000001',
      variants: {
        '9000000002': aVariant('9000000002', { color: 'white', size: 'tall' }, true, 60.5),
        '1000000001': aVariant('1000000001', { color: 'black', size: 'small' }, true, 45.25),
        '1000000003': aVariant('1000000003', { color: 'red', size: 'small' }, false, 44),
      },
    },
    '1100000002': {
      name: 'Wool Blanket',
      product_id: '1100000002',
      variants: { '2000000001': aVariant('2000000001', { color: 'grey' }, true, 80) },
    },
  },
  orders: {
    '#W1000001': anOrder('#W1000001', 'rosa_field_1001', 'pending', [lamp(), lamp(), blanket()], 'credit_card_1'),
    '#W1000002': anOrder('#W1000002', 'rosa_field_1001', 'delivered', [lamp(), blanket()], 'paypal_1'),
    '#W1000003': anOrder('#W1000003', 'rosa_field_1001', 'processed', [blanket()], 'gift_card_1'),
    '#W1000004': anOrder('#W1000004', 'omar_stone_1002', 'pending', [blanket()], 'gift_card_2'),
  },
};

/** Writes the files into a folder (a new one if none is named) and returns its path. */
export function aRetailFolder(folder?: string): Promise<string> {
  return aRetailFolderWith({}, folder);
}

/** The same with other contents for some of the files; a text is written as it is. */
export async function aRetailFolderWith(
  contents: Partial<Record<keyof typeof retailFiles, unknown>>,
  folder?: string,
): Promise<string> {
  const target = folder ?? (await mkdtemp(join(tmpdir(), 'peakdesk-retail-')));
  for (const [name, content] of Object.entries({ ...retailFiles, ...contents })) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(target, `${name}.json`), text);
  }
  return target;
}

function aUser(
  first: string,
  last: string,
  email: string,
  zip: string,
  methods: Readonly<Record<string, unknown>>,
  orders: string[],
) {
  return {
    name: { first_name: first, last_name: last },
    address: { address1: '1 Mill Road', address2: 'Suite 2', city: 'Boston', country: 'USA', state: 'MA', zip },
    email,
    payment_methods: methods,
    orders,
  };
}

function aVariant(id: string, options: Readonly<Record<string, string>>, available: boolean, price: number) {
  return { item_id: id, options, available, price };
}

function lamp() {
  const options = { color: 'black', size: 'small' };
  return { name: 'Table Lamp', product_id: '1100000001', item_id: '1000000001', price: 45.25, options };
}

function blanket() {
  return {
    name: 'Wool Blanket',
    product_id: '1100000002',
    item_id: '2000000001',
    price: 80,
    options: { color: 'grey' },
  };
}

function anOrder(
  id: string,
  user: string,
  status: string,
  items: ReturnType<typeof lamp | typeof blanket>[],
  method: string,
) {
  const amount = items.reduce((sum, item) => sum + item.price, 0);
  const itemIds = items.map((item) => item.item_id);
  return {
    order_id: id,
    user_id: user,
    address: {
      address1: '1 Mill Road',
      address2: 'Suite 2',
      city: 'Boston',
      country: 'USA',
      state: 'MA',
      zip: '02139',
    },
    items,
    fulfillments: status === 'pending' ? [] : [{ tracking_id: ['700000000001'], item_ids: itemIds }],
    status,
    payment_history: [{ transaction_type: 'payment', amount, payment_method_id: method }],
  };
}
