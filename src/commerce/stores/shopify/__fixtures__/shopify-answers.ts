/** Answers written after the published schema of the Admin API, version 2026-07 (shopify.dev/docs/api/admin-graphql, objects Order, Product and Return, read 2026-11-21). */

const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: 'USD' } });

export const rawOrder = {
  id: 'gid://shopify/Order/148977776',
  name: '#1001',
  createdAt: '2026-11-10T19:28:02Z',
  updatedAt: '2026-11-12T19:28:02Z',
  processedAt: '2026-11-10T19:28:05Z',
  cancelledAt: null,
  displayFinancialStatus: 'PAID',
  displayFulfillmentStatus: 'FULFILLED',
  note: null,
  email: 'john.doe@example.com',
  phone: null,
  totalPriceSet: usd('29.35'),
  totalShippingPriceSet: usd('5.00'),
  totalRefundedSet: usd('0.0'),
  paymentGatewayNames: ['shopify_payments'],
  customer: {
    id: 'gid://shopify/Customer/544365967',
    displayName: 'John Doe',
    defaultEmailAddress: { emailAddress: 'john.doe@example.com' },
    defaultPhoneNumber: null,
    amountSpent: { amount: '129.35', currencyCode: 'USD' },
  },
  shippingAddress: {
    name: 'John Doe',
    phone: '+15555550123',
    address1: '969 Market',
    address2: 'Floor 2',
    city: 'San Francisco',
    province: 'California',
    country: 'United States',
    countryCodeV2: 'US',
    zip: '94103',
  },
  lineItems: {
    nodes: [
      {
        id: 'gid://shopify/LineItem/466157049',
        title: 'IPod Nano',
        quantity: 2,
        originalUnitPriceSet: usd('13.00'),
        discountedTotalSet: usd('24.35'),
        product: { id: 'gid://shopify/Product/632910392' },
        variant: { id: 'gid://shopify/ProductVariant/39072856', selectedOptions: [{ name: 'Color', value: 'Green' }] },
      },
    ],
  },
  fulfillments: [
    {
      id: 'gid://shopify/Fulfillment/255858046',
      status: 'SUCCESS',
      createdAt: '2026-11-11T09:00:00Z',
      deliveredAt: null,
      trackingInfo: [{ number: '1Z2345', company: 'UPS' }],
      fulfillmentLineItems: { nodes: [{ lineItem: { id: 'gid://shopify/LineItem/466157049' } }] },
    },
  ],
  returns: {
    nodes: [
      {
        id: 'gid://shopify/Return/945000954',
        name: '#1001-R1',
        status: 'REQUESTED',
        createdAt: '2026-11-20T10:00:00Z',
        totalQuantity: 1,
        returnLineItems: {
          nodes: [{ quantity: 1, fulfillmentLineItem: { lineItem: { id: 'gid://shopify/LineItem/466157049' } } }],
        },
      },
    ],
  },
};

export const rawProduct = {
  id: 'gid://shopify/Product/632910392',
  title: 'IPod Nano',
  description: 'Small',
  productType: 'Players',
  vendor: 'Apple',
  options: [{ name: 'Color' }],
  variants: {
    nodes: [
      {
        id: 'gid://shopify/ProductVariant/39072856',
        price: '13.00',
        inventoryQuantity: 3,
        availableForSale: true,
        selectedOptions: [{ name: 'Color', value: 'Green' }],
      },
    ],
  },
};
