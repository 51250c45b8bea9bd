import { z } from 'zod';

/** Queries of the Admin API that Peakdesk asks, and what of their answers it reads. */

const moneyFields = 'totalWithTax shippingWithTax';
export const orderFields = `
  id code state createdAt updatedAt orderPlacedAt currencyCode ${moneyFields}
  customer { id firstName lastName emailAddress phoneNumber }
  shippingAddress { fullName streetLine1 streetLine2 city province postalCode country countryCode phoneNumber }
  lines { id quantity orderPlacedQuantity unitPriceWithTax proratedUnitPriceWithTax
    productVariant { id name productId options { name group { name } } } }
  payments { id amount state method createdAt refunds { id total state createdAt reason } }
  fulfillments { id state method trackingCode createdAt updatedAt lines { orderLineId quantity } }
  history(options: { filter: { type: { eq: "ORDER_NOTE" } }, take: 100 }) { items { id data } }`;

const text = z.string().nullish();
const amount = z.number().int();

export const vendureOrder = z.object({
  id: z.string(),
  code: z.string(),
  state: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  orderPlacedAt: text,
  currencyCode: z.string(),
  totalWithTax: amount,
  shippingWithTax: amount,
  customer: z
    .object({
      id: z.string(),
      firstName: z.string(),
      lastName: z.string(),
      emailAddress: z.string(),
      phoneNumber: text,
    })
    .nullish(),
  shippingAddress: z
    .object({
      fullName: text,
      streetLine1: text,
      streetLine2: text,
      city: text,
      province: text,
      postalCode: text,
      country: text,
      countryCode: text,
      phoneNumber: text,
    })
    .nullish(),
  lines: z.array(
    z.object({
      id: z.string(),
      quantity: amount,
      orderPlacedQuantity: amount,
      unitPriceWithTax: amount,
      proratedUnitPriceWithTax: amount,
      productVariant: z.object({
        id: z.string(),
        name: z.string(),
        productId: z.string(),
        options: z.array(z.object({ name: z.string(), group: z.object({ name: z.string() }) })),
      }),
    }),
  ),
  payments: z
    .array(
      z.object({
        id: z.string(),
        amount,
        state: z.string(),
        method: z.string(),
        createdAt: z.string(),
        refunds: z.array(
          z.object({ id: z.string(), total: amount, state: z.string(), createdAt: z.string(), reason: text }),
        ),
      }),
    )
    .nullish(),
  fulfillments: z
    .array(
      z.object({
        id: z.string(),
        state: z.string(),
        method: z.string(),
        trackingCode: text,
        createdAt: z.string(),
        updatedAt: z.string(),
        lines: z.array(z.object({ orderLineId: z.string(), quantity: amount })),
      }),
    )
    .nullish(),
  history: z.object({ items: z.array(z.object({ id: z.string(), data: z.unknown() })) }),
});
export type VendureOrder = z.infer<typeof vendureOrder>;

export const ordersQuery = `query($options: OrderListOptions) { orders(options: $options) { totalItems items { ${orderFields} } } }`;
export const ordersAnswer = z.object({ orders: z.object({ totalItems: z.number(), items: z.array(vendureOrder) }) });

export const productsQuery = `query($options: ProductListOptions) {
  products(options: $options) { totalItems items {
    id name description enabled optionGroups { name }
    collections { name } facetValues { name facet { code } }
    variants { id name priceWithTax trackInventory enabled
      options { name group { name } } stockLevels { stockOnHand stockAllocated } } } } }`;
export const vendureProduct = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  optionGroups: z.array(z.object({ name: z.string() })),
  collections: z.array(z.object({ name: z.string() })),
  facetValues: z.array(z.object({ name: z.string(), facet: z.object({ code: z.string() }) })),
  variants: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      priceWithTax: amount,
      trackInventory: z.string(),
      enabled: z.boolean(),
      options: z.array(z.object({ name: z.string(), group: z.object({ name: z.string() }) })),
      stockLevels: z.array(z.object({ stockOnHand: z.number(), stockAllocated: z.number() })),
    }),
  ),
});
export type VendureProduct = z.infer<typeof vendureProduct>;
export const productsAnswer = z.object({
  products: z.object({ totalItems: z.number(), items: z.array(vendureProduct) }),
});

export const customersQuery = `query($options: CustomerListOptions) {
  customers(options: $options) { items { id firstName lastName emailAddress phoneNumber } } }`;
export const vendureCustomer = z.object({
  id: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  emailAddress: z.string(),
  phoneNumber: text,
});
export type VendureCustomer = z.infer<typeof vendureCustomer>;
export const customersAnswer = z.object({ customers: z.object({ items: z.array(vendureCustomer) }) });

export const testQuery =
  '{ activeChannel { code defaultCurrencyCode seller { name } } orders(options: { take: 1 }) { totalItems } }';
export const testAnswer = z.object({
  activeChannel: z.object({
    code: z.string(),
    defaultCurrencyCode: z.string(),
    seller: z.object({ name: z.string() }).nullish(),
  }),
  orders: z.object({ totalItems: z.number() }),
});

const outcome = z.object({ __typename: z.string(), errorCode: z.string().optional(), message: z.string().optional() });
export type VendureOutcome = z.infer<typeof outcome>;
const errorFields = '__typename ... on ErrorResult { errorCode message }';

export const cancelMutation = `mutation($input: CancelOrderInput!) { done: cancelOrder(input: $input) { ${errorFields} } }`;
export const refundMutation = `mutation($input: RefundOrderInput!) { done: refundOrder(input: $input) { ${errorFields} ... on Refund { state } } }`;
export const transitionMutation = `mutation($id: ID!, $state: String!) { done: transitionOrderToState(id: $id, state: $state) { ${errorFields} ... on OrderStateTransitionError { transitionError } } }`;
export const modifyMutation = `mutation($input: ModifyOrderInput!) { done: modifyOrder(input: $input) { ${errorFields} } }`;
export const noteMutation = `mutation($input: AddNoteToOrderInput!) { done: addNoteToOrder(input: $input) { __typename } }`;
export const mutationAnswer = z.object({ done: outcome.extend({ transitionError: z.string().optional() }).nullable() });
