import { carrierNameOf } from '../../logistics/carriers.ts';
import type { Refusal } from '../../shop-files.ts';
import type { Order, Parcel, Product, StoreCustomer } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages } from '../kit/canonical.ts';
import { fromChinaTime } from '../kit/china-time.ts';
import { toMinor } from '../kit/money.ts';
import type { Table, TableRow } from './read-table-file.ts';
import { type ColumnMapping, neededFields, statusOfWord } from './table-columns.ts';
import { refusalOf, type TableFault } from './table-faults.ts';

/** A parcel of an order that the shop has already. */
export type ShippedParcel = { line: number; orderId: string; parcel: Omit<Parcel, 'lineIds'> };

export type TableRecords = {
  orders: Order[];
  products: Product[];
  customers: StoreCustomer[];
  parcels: ShippedParcel[];
  refused: Refusal[];
};

/** `madeId`: an id out of what a customer is known by, which nobody can guess back. */
export type TableShop = { currency: string; digits: number; madeId: (clue: string) => string };

type Cells = { line: number; get: (field: string) => string };

/** A table's rows as records of a shop; what is not as it should be is told with its line. Times are GMT+8. Pure. */
export function toRecords(
  file: string,
  table: Table,
  mapping: ColumnMapping,
  { currency, digits, madeId }: TableShop,
): TableRecords {
  const result: TableRecords = { orders: [], products: [], customers: [], parcels: [], refused: [] };
  const refuse: Refuse = (line, fault, values) => result.refused.push(refusalOf(file, line, fault, values));
  if (mapping.missing.length > 0) {
    refuse(1, 'missing-columns', { fields: mapping.missing });
    return result;
  }
  const rows = filledDown(table.rows, mapping).map(
    ({ line, cells }): Cells => ({ line, get: (field) => cells[mapping.places[field] ?? -1]?.trim() ?? '' }),
  );
  const money: Money = (row, field) => {
    const text = row.get(field).normalize('NFKC');
    const amount = toMinor(
      text
        .replace(/^(?:¥|\$|CNY|RMB)\s*/i, '')
        .replace(/元$/, '')
        .replaceAll(',', '') || '0',
      digits,
    );
    if (amount === undefined || amount < 0)
      refuse(row.line, 'amount', { fields: [field], value: row.get(field), currency });
    return amount ?? 0;
  };
  const whole = rows.filter((row) => {
    const empty = (neededFields[mapping.kind] ?? []).filter((field) => row.get(field) === '');
    if (empty.length > 0) refuse(row.line, 'empty', { fields: empty });
    return empty.length === 0;
  });
  if (mapping.kind === 'parcels') result.parcels = whole.map((row) => parcelOf(row, refuse));
  if (mapping.kind === 'customers') result.customers = whole.map((row) => customerOf(row, madeId));
  if (mapping.kind === 'products') result.products = groups(whole, 'productId').map((group) => productOf(group, money));
  if (mapping.kind === 'orders') {
    for (const group of groups(whole, 'orderId')) {
      const { order, customer } = orderOf(group, { money, refuse, currency, madeId });
      result.orders.push(order);
      if (!result.customers.some((known) => known.storeCustomerId === customer.storeCustomerId))
        result.customers.push(customer);
    }
  }
  return result;
}

/** Order numbers are often merged over the lines of an order: a line without one belongs to the order above. */
function filledDown(rows: readonly TableRow[], { kind, places }: ColumnMapping): readonly TableRow[] {
  const place = places['orderId'];
  if (kind !== 'orders' || place === undefined) return rows;
  let last = '';
  return rows.map((row) => {
    const own = row.cells[place]?.trim() ?? '';
    if (own !== '' || last === '') {
      last = own;
      return row;
    }
    return { line: row.line, cells: row.cells.with(place, last) };
  });
}

type Refuse = (line: number, fault: TableFault, values: Parameters<typeof refusalOf>[3]) => void;
type Money = (row: Cells, field: string) => number;
type Tools = { money: Money; refuse: Refuse; currency: string; madeId: TableShop['madeId'] };

function orderOf(
  rows: readonly [Cells, ...Cells[]],
  { money, refuse, currency, madeId }: Tools,
): { order: Order; customer: StoreCustomer } {
  const [first] = rows;
  const customer = customerOf(first, madeId);
  const lines = rows.map((row, index) => ({
    lineId: `${index + 1}`,
    productId: row.get('productId') || row.get('variantId') || row.get('title'),
    variantId: row.get('variantId') || row.get('productId') || row.get('title'),
    title: inAllLanguages(row.get('title')),
    options: optionsOf(row.get('options')),
    quantity: quantityOf(row, refuse),
    unitPrice: money(row, 'unitPrice'),
  }));
  const freight = money(first, 'freight');
  const goods = lines.map((line) => ({
    lineId: line.lineId,
    listed: line.unitPrice * line.quantity,
    paid: line.unitPrice * line.quantity,
  }));
  const sum = goods.reduce((total, line) => total + line.paid, 0) + freight;
  const total = first.get('total') === '' ? sum : money(first, 'total');
  const status = first.get('status') === '' ? 'pending' : statusOfWord(first.get('status'));
  if (status === undefined) refuse(first.line, 'status', { value: first.get('status') });
  const placedAt = timeOf(first, 'placedAt', refuse);
  const paidAt =
    timeOf(first, 'paidAt', refuse) ?? (status === 'unpaid' || status === 'cancelled' ? undefined : placedAt);
  const order: Order = {
    orderId: first.get('orderId'),
    storeCustomerId: customer.storeCustomerId,
    status: status ?? 'pending',
    statusText: first.get('status'),
    placedAt: placedAt ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines,
    parcels: parcelsOf(
      rows,
      lines.map((line) => line.lineId),
      { status: status ?? 'pending', refuse },
    ),
    payments:
      paidAt === undefined || total === 0 ? [] : [{ kind: 'payment', amount: total, methodId: 'other', at: paidAt }],
    address: addressIn(first),
    total,
    freight,
    discounts: discountsOf(goods, freight, total),
    currency,
    ...(first.get('remark') === '' ? {} : { remark: first.get('remark') }),
    caseIds: [],
  };
  return { order, customer };
}

/** The parcels of an order: lines with one number are in one parcel; a line without a number is in all of them, or in none. */
function parcelsOf(
  rows: readonly Cells[],
  lineIds: readonly string[],
  { status, refuse }: { status: Order['status']; refuse: Refuse },
): Parcel[] {
  const isReceived = status === 'delivered' || status === 'completed';
  const shipped = rows.filter((row) => row.get('trackingNumber') !== '');
  return groups(shipped, 'trackingNumber').map(([first]) => {
    const { parcel } = parcelOf(first, refuse);
    const inIt = rows.flatMap((row, place) => {
      const number = row.get('trackingNumber');
      return number === '' || number === first.get('trackingNumber') ? [lineIds[place] ?? ''] : [];
    });
    return { ...parcel, status: isReceived ? 'delivered' : 'in-transit', lineIds: inIt };
  });
}

function parcelOf(row: Cells, refuse: Refuse): ShippedParcel {
  const trackingNumber = row.get('trackingNumber').normalize('NFKC').replace(/\s/g, '');
  const shippedAt = timeOf(row, 'shippedAt', refuse);
  const parcel = {
    parcelId: trackingNumber,
    carrier: row.get('carrier'),
    carrierName: carrierNameOf(row.get('carrier'), trackingNumber),
    trackingNumber,
    status: 'in-transit' as const,
    ...(shippedAt === undefined ? {} : { shippedAt }),
    events: [],
  };
  return { line: row.line, orderId: row.get('orderId'), parcel };
}

function productOf(rows: readonly [Cells, ...Cells[]], money: Money): Product {
  const [first] = rows;
  const productId = first.get('productId');
  const variants = rows.map((row, index) => {
    const stock = row.get('stock') === '' ? null : Number(row.get('stock').normalize('NFKC'));
    return {
      variantId: row.get('variantId') || (rows.length === 1 ? productId : `${productId}-${index + 1}`),
      productId,
      options: optionsOf(row.get('options')),
      price: money(row, 'price'),
      stock: stock === null || !Number.isInteger(stock) || stock < 0 ? null : stock,
      isAvailable: stock === null || stock > 0,
    };
  });
  return {
    productId,
    name: inAllLanguages(first.get('name')),
    nicknames: [],
    category: first.get('category'),
    ...(first.get('brand') === '' ? {} : { brand: inAllLanguages(first.get('brand')) }),
    ...(first.get('summary') === '' ? {} : { summary: inAllLanguages(first.get('summary')) }),
    attributes: [],
    optionNames: [...new Set(variants.flatMap((variant) => Object.keys(variant.options)))],
    optionLabels: {},
    variants,
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

/** Without a number of its own a customer is known by phone or e-mail, which do not stand in the id themselves. */
function customerOf(row: Cells, madeId: TableShop['madeId']): StoreCustomer {
  const phone = row.get('phone').normalize('NFKC');
  const clue = phone || row.get('email') || `${row.get('orderId')} ${row.get('name')}`;
  const made = madeId(clue);
  const address = addressIn(row);
  return buyerOf({
    storeCustomerId: row.get('customerId') || made,
    name: row.get('name'),
    phone,
    email: row.get('email'),
    memberLevel: row.get('memberLevel'),
    defaultAddress: address.detail === '' ? null : address,
    paymentMethods: [{ methodId: 'other', kind: 'other', label: '' }],
  });
}

function addressIn(row: Cells) {
  const parts = ['name', 'phone', 'province', 'city', 'district', 'detail', 'zip'] as const;
  return addressOf(Object.fromEntries(parts.map((part) => [part, row.get(part)])));
}

/** `颜色:蓝;尺码:M`, or one word without a name. */
function optionsOf(text: string): Record<string, string> {
  const pairs = text
    .split(/[;；,，]/)
    .map((part) => part.split(/[:：]/).map((word) => word.trim()))
    .filter(([name = '']) => name !== '');
  return Object.fromEntries(pairs.map(([name = '', value]) => (value === undefined ? ['规格', name] : [name, value])));
}

function quantityOf(row: Cells, refuse: Refuse): number {
  const quantity = Number(row.get('quantity').normalize('NFKC'));
  if (Number.isInteger(quantity) && quantity > 0 && quantity < 100_000) return quantity;
  refuse(row.line, 'quantity', { value: row.get('quantity') });
  return 1;
}

function timeOf(row: Cells, field: string, refuse: Refuse): string | undefined {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(
    row
      .get(field)
      .normalize('NFKC')
      .replace(/^(\d{4})年(\d{1,2})月(\d{1,2})日/, '$1-$2-$3'),
  );
  if (row.get(field) === '') return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00'] = parts ?? [];
  const two = (text: string) => text.padStart(2, '0');
  const at = fromChinaTime(`${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`);
  if (at === undefined) refuse(row.line, 'time', { fields: [field], value: row.get(field) });
  return at;
}

function groups(rows: readonly Cells[], field: string): [Cells, ...Cells[]][] {
  const found = new Map<string, [Cells, ...Cells[]]>();
  for (const row of rows) {
    const known = found.get(row.get(field));
    if (known === undefined) found.set(row.get(field), [row]);
    else known.push(row);
  }
  return [...found.values()];
}
