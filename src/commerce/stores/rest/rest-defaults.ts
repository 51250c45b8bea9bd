import { type OrderStatus, orderStatuses } from '../../types.ts';

/**
 * Where each canonical field stands in the answers of a shop that keeps to the simple format of docs/connectors.md. Sections
 * with a `list` are read in each entry of it; the others in the order or product itself. An empty path is not read.
 */
export const defaultMapping = {
  answers: {
    orders: 'orders',
    next: 'next',
    order: '$',
    products: 'products',
    productsNext: 'next',
    error: 'message',
  },
  order: {
    id: 'id',
    status: 'status',
    placedAt: 'placedAt',
    paidAt: 'paidAt',
    total: 'total',
    freight: 'freight',
    currency: 'currency',
    remark: 'remark',
  },
  customer: { id: 'customer.id', name: 'customer.name', email: 'customer.email', phone: 'customer.phone' },
  address: {
    name: 'address.name',
    phone: 'address.phone',
    country: 'address.country',
    province: 'address.province',
    city: 'address.city',
    district: 'address.district',
    detail: 'address.detail',
    zip: 'address.zip',
  },
  lines: {
    list: 'lines',
    id: 'id',
    productId: 'productId',
    variantId: 'variantId',
    title: 'title',
    options: 'options',
    quantity: 'quantity',
    unitPrice: 'unitPrice',
  },
  parcels: {
    list: 'parcels',
    id: 'id',
    carrier: 'carrier',
    trackingNumber: 'trackingNumber',
    shippedAt: 'shippedAt',
    deliveredAt: 'deliveredAt',
  },
  refunds: { list: 'refunds', amount: 'amount', at: 'at', key: 'key' },
  product: { id: 'id', name: 'name', category: 'category', summary: 'summary' },
  variants: {
    list: 'variants',
    id: 'id',
    options: 'options',
    price: 'price',
    stock: 'stock',
    isAvailable: 'isAvailable',
  },
} as const;

/** Fields without which nothing can be read; their path may not be empty. */
export const requiredPaths: readonly string[] = [
  'answers.orders',
  'answers.order',
  'order.id',
  'order.status',
  'order.total',
  'lines.list',
  'lines.id',
  'lines.productId',
  'lines.quantity',
  'lines.unitPrice',
  'product.id',
  'product.name',
  'variants.list',
  'variants.id',
  'variants.price',
];

/** Words of shops for an order's state; a word that is nowhere counts as being worked on, so that nothing is cancelled by guess. */
export const defaultStatuses: Readonly<Record<string, OrderStatus>> = {
  ...Object.fromEntries(orderStatuses.map((status) => [status, status])),
  new: 'unpaid',
  'pending-payment': 'unpaid',
  paid: 'pending',
  packed: 'processing',
  fulfilled: 'shipped',
  canceled: 'cancelled',
  closed: 'cancelled',
  refunded: 'cancelled',
};
