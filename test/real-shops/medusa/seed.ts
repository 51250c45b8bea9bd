import { listAt, textAt, valueAt } from '../walk-answer.ts';

/** Account of the shop's owner; `server.cjs` makes it. */
export const medusaOwner = { email: 'owner@example.com', password: 'a-password-of-the-test' } as const;

/** One caller of the shop's REST APIs. */
export type MedusaCaller = (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

/** A caller with headers of its own; an error carries what the shop said. */
export function medusaCaller(url: string, headers: Readonly<Record<string, string>>): MedusaCaller {
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 600)}`);
    const answer: unknown = JSON.parse(text);
    return answer;
  };
}

export type SeededMedusa = {
  admin: MedusaCaller;
  /** Secret API key, as an owner makes it for Peakdesk. */
  secretKey: string;
  productId: string;
  variantIds: readonly string[];
  /** Buys pieces of a variant and pays; answers the order's id and the number that its customer knows. */
  placeOrder(buyer: 1 | 2, variant: number, quantity: number): Promise<{ id: string; number: string }>;
  /** Hands an order to the carrier, and to the customer. */
  ship(id: string, isDelivered: boolean): Promise<void>;
};

/** Sets an empty shop up over its own APIs: a region, stock, freight, a mug in two colours, two customers. */
export async function seedMedusa(url: string): Promise<SeededMedusa> {
  const signedIn = await medusaCaller(url, {})('POST', '/auth/user/emailpass', medusaOwner);
  const admin = medusaCaller(url, { authorization: `Bearer ${textAt(signedIn, 'token')}` });
  const place = await openPlace(admin);
  const product = await createMug(admin, place);
  const key = await admin('POST', '/admin/api-keys', { title: 'Peakdesk', type: 'secret' });
  const store = await openStorefront(admin, url, place.channelId);
  return {
    admin,
    secretKey: textAt(key, 'api_key', 'token'),
    ...product,
    placeOrder: async (buyer, variant, quantity) =>
      buy(admin, await store(buyer), place.regionId, { buyer, variantId: product.variantIds[variant] ?? '', quantity }),
    ship: (id, isDelivered) => ship(admin, id, place.locationId, isDelivered),
  };
}

type Place = { regionId: string; channelId: string; locationId: string; profileId: string };

async function openPlace(admin: MedusaCaller): Promise<Place> {
  const stores = await admin('GET', '/admin/stores');
  await admin('POST', `/admin/stores/${textAt(stores, 'stores', 0, 'id')}`, {
    name: 'Nanyu',
    supported_currencies: [{ currency_code: 'cny', is_default: true }],
  });
  const region = await admin('POST', '/admin/regions', {
    name: 'China',
    currency_code: 'cny',
    countries: ['cn'],
    payment_providers: ['pp_system_default'],
  });
  const channel = await admin('POST', '/admin/sales-channels', { name: 'Web' });
  const channelId = textAt(channel, 'sales_channel', 'id');
  const location = await admin('POST', '/admin/stock-locations', { name: 'Hangzhou' });
  const locationId = textAt(location, 'stock_location', 'id');
  await admin('POST', `/admin/stock-locations/${locationId}/sales-channels`, { add: [channelId] });
  await admin('POST', `/admin/stock-locations/${locationId}/fulfillment-providers`, { add: ['manual_manual'] });
  const sets = await admin('POST', `/admin/stock-locations/${locationId}/fulfillment-sets?fields=*fulfillment_sets`, {
    name: 'Parcels',
    type: 'shipping',
  });
  const zone = await admin(
    'POST',
    `/admin/fulfillment-sets/${textAt(sets, 'stock_location', 'fulfillment_sets', 0, 'id')}/service-zones`,
    { name: 'China', geo_zones: [{ type: 'country', country_code: 'cn' }] },
  );
  const profiles = await admin('GET', '/admin/shipping-profiles');
  const profileId =
    listAt(profiles, 'shipping_profiles').length > 0
      ? textAt(profiles, 'shipping_profiles', 0, 'id')
      : textAt(
          await admin('POST', '/admin/shipping-profiles', { name: 'Standard', type: 'default' }),
          'shipping_profile',
          'id',
        );
  for (const isReturn of ['false', 'true']) {
    await admin('POST', '/admin/shipping-options', {
      name: isReturn === 'true' ? 'Return' : 'Standard',
      service_zone_id: textAt(zone, 'fulfillment_set', 'service_zones', 0, 'id'),
      shipping_profile_id: profileId,
      provider_id: 'manual_manual',
      price_type: 'flat',
      type: { label: 'Standard', description: 'Parcel', code: `standard-${isReturn}` },
      prices: [{ currency_code: 'cny', amount: isReturn === 'true' ? 0 : 10 }],
      rules: [
        { attribute: 'enabled_in_store', value: 'true', operator: 'eq' },
        { attribute: 'is_return', value: isReturn, operator: 'eq' },
      ],
    });
  }
  return { regionId: textAt(region, 'region', 'id'), channelId, locationId, profileId };
}

async function createMug(admin: MedusaCaller, { channelId, locationId, profileId }: Place) {
  const made = await admin('POST', '/admin/products', {
    title: 'Mug',
    description: 'A mug of 350 ml.',
    status: 'published',
    shipping_profile_id: profileId,
    options: [{ title: 'Colour', values: ['White', 'Blue'] }],
    variants: ['White', 'Blue'].map((colour) => ({
      title: colour,
      sku: `MUG-${colour.toUpperCase()}`,
      options: { Colour: colour },
      manage_inventory: true,
      prices: [{ currency_code: 'cny', amount: 89 }],
    })),
    sales_channels: [{ id: channelId }],
  });
  const items = await admin('GET', '/admin/inventory-items');
  for (const item of listAt(items, 'inventory_items')) {
    await admin('POST', `/admin/inventory-items/${textAt(item, 'id')}/location-levels`, {
      location_id: locationId,
      stocked_quantity: 100,
    });
  }
  const variants = listAt(made, 'product', 'variants');
  const idOf = (title: string) =>
    textAt(
      variants.find((one) => valueAt(one, 'title') === title),
      'id',
    );
  return { productId: textAt(made, 'product', 'id'), variantIds: ['White', 'Blue'].map(idOf) };
}

/** The shop's own pages, as each of two customers; an account is made the first time. */
async function openStorefront(admin: MedusaCaller, url: string, channelId: string) {
  const key = await admin('POST', '/admin/api-keys', { title: 'Web', type: 'publishable' });
  await admin('POST', `/admin/api-keys/${textAt(key, 'api_key', 'id')}/sales-channels`, { add: [channelId] });
  const headers = { 'x-publishable-api-key': textAt(key, 'api_key', 'token') };
  const known = new Map<number, MedusaCaller>();
  return async (buyer: number): Promise<MedusaCaller> => {
    const before = known.get(buyer);
    if (before !== undefined) return before;
    const account = { email: `buyer${buyer}@example.com`, password: 'buyer-password' };
    const registered = await medusaCaller(url, headers)('POST', '/auth/customer/emailpass/register', account);
    await medusaCaller(url, { ...headers, authorization: `Bearer ${textAt(registered, 'token')}` })(
      'POST',
      '/store/customers',
      {
        email: account.email,
        first_name: '小明',
        last_name: '王',
        phone: `1380000000${buyer}`,
      },
    );
    const signedIn = await medusaCaller(url, headers)('POST', '/auth/customer/emailpass', account);
    const caller = medusaCaller(url, { ...headers, authorization: `Bearer ${textAt(signedIn, 'token')}` });
    known.set(buyer, caller);
    return caller;
  };
}

async function buy(
  admin: MedusaCaller,
  store: MedusaCaller,
  regionId: string,
  { buyer, variantId, quantity }: { buyer: number; variantId: string; quantity: number },
): Promise<{ id: string; number: string }> {
  const address = {
    first_name: '小明',
    last_name: '王',
    address_1: '文三路 1 号',
    city: '杭州市',
    province: '浙江省',
    postal_code: '310000',
    country_code: 'cn',
    phone: `1380000000${buyer}`,
  };
  const cart = await store('POST', '/store/carts', { region_id: regionId, shipping_address: address });
  const cartId = textAt(cart, 'cart', 'id');
  await store('POST', `/store/carts/${cartId}/line-items`, { variant_id: variantId, quantity });
  const options = await store('GET', `/store/shipping-options?cart_id=${cartId}`);
  await store('POST', `/store/carts/${cartId}/shipping-methods`, {
    option_id: textAt(options, 'shipping_options', 0, 'id'),
  });
  const payments = await store('POST', '/store/payment-collections', { cart_id: cartId });
  const collection = textAt(payments, 'payment_collection', 'id');
  await store('POST', `/store/payment-collections/${collection}/payment-sessions`, {
    provider_id: 'pp_system_default',
  });
  const done = await store('POST', `/store/carts/${cartId}/complete`);
  const id = textAt(done, 'order', 'id');
  const order = await admin('GET', `/admin/orders/${id}?fields=*payment_collections.payments`);
  const payment = textAt(order, 'order', 'payment_collections', 0, 'payments', 0, 'id');
  await admin('POST', `/admin/payments/${payment}/capture`, {});
  return { id, number: textAt(done, 'order', 'display_id') };
}

async function ship(admin: MedusaCaller, id: string, locationId: string, isDelivered: boolean): Promise<void> {
  const order = await admin('GET', `/admin/orders/${id}?fields=*items`);
  const items = listAt(order, 'order', 'items').map((item) => ({
    id: textAt(item, 'id'),
    quantity: Number(textAt(item, 'quantity')),
  }));
  const made = await admin('POST', `/admin/orders/${id}/fulfillments?fields=*fulfillments`, {
    items,
    location_id: locationId,
  });
  const fulfilment = textAt(made, 'order', 'fulfillments', 0, 'id');
  await admin('POST', `/admin/orders/${id}/fulfillments/${fulfilment}/shipments`, {
    items,
    labels: [{ tracking_number: 'SF1234567890123', tracking_url: '', label_url: '' }],
  });
  if (isDelivered) await admin('POST', `/admin/orders/${id}/fulfillments/${fulfilment}/mark-as-delivered`, {});
}
