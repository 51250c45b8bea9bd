import { textAt, valueAt } from '../walk-answer.ts';

/** One signed-in user of the shop's GraphQL API. */
export type VendureUser = { ask(query: string, variables?: object): Promise<unknown> };

/** A user of one API; the session's token comes with the first answer. */
export function vendureUser(address: string): VendureUser {
  let token: string | null = null;
  return {
    ask: async (query, variables = {}) => {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query, variables }),
      });
      token = response.headers.get('vendure-auth-token') ?? token;
      const answer: unknown = await response.json();
      if (valueAt(answer, 'errors') !== undefined)
        throw new Error(`${query.slice(0, 80)}: ${JSON.stringify(answer).slice(0, 600)}`);
      return valueAt(answer, 'data');
    },
  };
}

/** Password of the administrator and of the customer; the shop lives for the time of a test. */
export const vendurePassword = 'a-password-of-the-test';

export type SeededVendure = {
  admin: VendureUser;
  productId: string;
  variantIds: readonly string[];
  /** Buys pieces of a variant and pays; answers the order's code. */
  placeOrder(buyer: 1 | 2, variant: number, quantity: number): Promise<string>;
  /** Hands an order to the carrier, and to the customer; answers the id of the fulfilment. */
  ship(code: string, isDelivered: boolean): Promise<string>;
};

const english = (name: string, more: object = {}) => [{ languageCode: 'en', name, ...more }];

/** Sets an empty shop up over its own APIs: a country, taxes, freight, a payment method, a mug in two colours, two customers. */
export async function seedVendure(url: string): Promise<SeededVendure> {
  const admin = vendureUser(`${url}/admin-api`);
  await admin.ask(
    'mutation($p: String!) { login(username: "superadmin", password: $p, rememberMe: true) { __typename } }',
    { p: vendurePassword },
  );
  const taxCategoryId = await openChannel(admin);
  const { productId, variantIds } = await createMug(admin, taxCategoryId);
  for (const index of [1, 2]) {
    await admin.ask(
      'mutation($input: CreateCustomerInput!) { createCustomer(input: $input, password: "buyer-password") { __typename } }',
      {
        input: {
          firstName: '小明',
          lastName: '王',
          emailAddress: `buyer${index}@example.com`,
          phoneNumber: `1380000000${index}`,
        },
      },
    );
  }
  return {
    admin,
    productId,
    variantIds,
    placeOrder: (buyer, variant, quantity) => buy(url, buyer, variantIds[variant] ?? '', quantity),
    ship: (code, isDelivered) => ship(admin, code, isDelivered),
  };
}

async function openChannel(admin: VendureUser): Promise<string> {
  const zone = await admin.ask('mutation { createZone(input: { name: "China" }) { id } }');
  const zoneId = textAt(zone, 'createZone', 'id');
  const country = await admin.ask('mutation($input: CreateCountryInput!) { createCountry(input: $input) { id } }', {
    input: { code: 'CN', enabled: true, translations: english('China') },
  });
  await admin.ask('mutation($z: ID!, $m: [ID!]!) { addMembersToZone(zoneId: $z, memberIds: $m) { id } }', {
    z: zoneId,
    m: [textAt(country, 'createCountry', 'id')],
  });
  const channel = await admin.ask('{ activeChannel { id } }');
  await admin.ask('mutation($input: UpdateChannelInput!) { updateChannel(input: $input) { __typename } }', {
    input: {
      id: textAt(channel, 'activeChannel', 'id'),
      pricesIncludeTax: true,
      availableCurrencyCodes: ['CNY'],
      defaultCurrencyCode: 'CNY',
      defaultTaxZoneId: zoneId,
      defaultShippingZoneId: zoneId,
    },
  });
  const category = await admin.ask(
    'mutation { createTaxCategory(input: { name: "standard", isDefault: true }) { id } }',
  );
  const categoryId = textAt(category, 'createTaxCategory', 'id');
  await admin.ask('mutation($input: CreateTaxRateInput!) { createTaxRate(input: $input) { id } }', {
    input: { name: 'VAT', enabled: true, value: 0, categoryId, zoneId },
  });
  await admin.ask('mutation($input: CreateShippingMethodInput!) { createShippingMethod(input: $input) { id } }', {
    input: {
      code: 'standard',
      fulfillmentHandler: 'manual-fulfillment',
      checker: { code: 'default-shipping-eligibility-checker', arguments: [{ name: 'orderMinimum', value: '0' }] },
      calculator: {
        code: 'default-shipping-calculator',
        arguments: [
          { name: 'rate', value: '1000' },
          { name: 'includesTax', value: 'include' },
          { name: 'taxRate', value: '0' },
        ],
      },
      translations: english('Standard', { description: '' }),
    },
  });
  await admin.ask('mutation($input: CreatePaymentMethodInput!) { createPaymentMethod(input: $input) { id } }', {
    input: {
      code: 'card',
      enabled: true,
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
      translations: english('Card', { description: '' }),
    },
  });
  return categoryId;
}

async function createMug(admin: VendureUser, taxCategoryId: string) {
  const group = await admin.ask(
    'mutation($input: CreateProductOptionGroupInput!) { createProductOptionGroup(input: $input) { id options { id } } }',
    {
      input: {
        code: 'colour',
        translations: english('Colour'),
        options: ['White', 'Blue'].map((name) => ({ code: name.toLowerCase(), translations: english(name) })),
      },
    },
  );
  const product = await admin.ask('mutation($input: CreateProductInput!) { createProduct(input: $input) { id } }', {
    input: { enabled: true, translations: english('Mug', { slug: 'mug', description: '<p>A mug of 350 ml.</p>' }) },
  });
  const productId = textAt(product, 'createProduct', 'id');
  await admin.ask('mutation($p: ID!, $g: ID!) { addOptionGroupToProduct(productId: $p, optionGroupId: $g) { id } }', {
    p: productId,
    g: textAt(group, 'createProductOptionGroup', 'id'),
  });
  const variants = await admin.ask(
    'mutation($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }',
    {
      input: ['White', 'Blue'].map((name, index) => ({
        productId,
        sku: `MUG-${name.toUpperCase()}`,
        price: 8900,
        stockOnHand: 100,
        taxCategoryId,
        optionIds: [textAt(group, 'createProductOptionGroup', 'options', index, 'id')],
        translations: english(`Mug ${name}`),
      })),
    },
  );
  return { productId, variantIds: [0, 1].map((index) => textAt(variants, 'createProductVariants', index, 'id')) };
}

async function buy(url: string, buyer: number, variantId: string, quantity: number): Promise<string> {
  const shopper = vendureUser(`${url}/shop-api`);
  await shopper.ask('mutation($e: String!) { login(username: $e, password: "buyer-password") { __typename } }', {
    e: `buyer${buyer}@example.com`,
  });
  await shopper.ask(
    'mutation($v: ID!, $q: Int!) { addItemToOrder(productVariantId: $v, quantity: $q) { __typename } }',
    {
      v: variantId,
      q: quantity,
    },
  );
  await shopper.ask('mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename } }', {
    input: {
      fullName: '王小明',
      streetLine1: '文三路 1 号',
      city: '杭州市',
      province: '浙江省',
      postalCode: '310000',
      countryCode: 'CN',
      phoneNumber: `1380000000${buyer}`,
    },
  });
  const methods = await shopper.ask('{ eligibleShippingMethods { id } }');
  await shopper.ask('mutation($m: [ID!]!) { setOrderShippingMethod(shippingMethodId: $m) { __typename } }', {
    m: [textAt(methods, 'eligibleShippingMethods', 0, 'id')],
  });
  await shopper.ask('mutation { transitionOrderToState(state: "ArrangingPayment") { __typename } }');
  const paid = await shopper.ask(
    'mutation { addPaymentToOrder(input: { method: "card", metadata: {} }) { __typename ... on Order { code state } ... on ErrorResult { message } } }',
  );
  return textAt(paid, 'addPaymentToOrder', 'code');
}

async function ship(admin: VendureUser, code: string, isDelivered: boolean): Promise<string> {
  const orders = await admin.ask(
    'query($c: String!) { orders(options: { filter: { code: { eq: $c } } }) { items { id lines { id quantity } } } }',
    { c: code },
  );
  const lines = [
    {
      orderLineId: textAt(orders, 'orders', 'items', 0, 'lines', 0, 'id'),
      quantity: Number(textAt(orders, 'orders', 'items', 0, 'lines', 0, 'quantity')),
    },
  ];
  const made = await admin.ask(
    'mutation($input: FulfillOrderInput!) { addFulfillmentToOrder(input: $input) { __typename ... on Fulfillment { id } ... on ErrorResult { message } } }',
    {
      input: {
        lines,
        handler: {
          code: 'manual-fulfillment',
          arguments: [
            { name: 'method', value: 'SF Express' },
            { name: 'trackingCode', value: 'SF1234567890123' },
          ],
        },
      },
    },
  );
  const id = textAt(made, 'addFulfillmentToOrder', 'id');
  for (const state of isDelivered ? ['Shipped', 'Delivered'] : ['Shipped']) {
    await admin.ask(
      'mutation($id: ID!, $s: String!) { transitionFulfillmentToState(id: $id, state: $s) { __typename ... on ErrorResult { message } } }',
      { id, s: state },
    );
  }
  return id;
}
