import { carrierNameOf } from '../../logistics/carriers.ts';
import type { Refusal } from '../../shop-files.ts';
import type { Order, Product, StoreCustomer } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages } from '../kit/canonical.ts';
import { fromChinaTime } from '../kit/china-time.ts';
import { toMinor } from '../kit/money.ts';
import type { Table } from './read-table-file.ts';
import { type ColumnMapping, neededFields, statusOfWord } from './table-columns.ts';

export type TableRecords = { orders: Order[]; products: Product[]; customers: StoreCustomer[]; refused: Refusal[] };

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
  const result: TableRecords = { orders: [], products: [], customers: [], refused: [] };
  const refuse = (line: number, reason: string) => result.refused.push({ file, line, reason });
  if (mapping.missing.length > 0) {
    refuse(1, `no column for ${mapping.missing.join(', ')}: say which by --map COLUMN=FIELD`);
    return result;
  }
  const rows = table.rows.map(
    ({ line, cells }): Cells => ({ line, get: (field) => cells[mapping.places[field] ?? -1]?.trim() ?? '' }),
  );
  const money = (row: Cells, field: string): number => {
    const amount = toMinor(
      row
        .get(field)
        .replace(/^[¥￥$]/, '')
        .replaceAll(',', '') || '0',
      digits,
    );
    if (amount === undefined || amount < 0)
      refuse(row.line, `${field}: '${row.get(field)}' is no amount of ${currency}`);
    return amount ?? 0;
  };
  const whole = rows.filter((row) => {
    const empty = (neededFields[mapping.kind] ?? []).filter((field) => row.get(field) === '');
    if (empty.length > 0) refuse(row.line, `${empty.join(', ')}: is empty`);
    return empty.length === 0;
  });
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

type Tools = {
  money: (row: Cells, field: string) => number;
  refuse: (line: number, reason: string) => void;
  currency: string;
  madeId: TableShop['madeId'];
};

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
  if (status === undefined) refuse(first.line, `status: nobody knows '${first.get('status')}'`);
  const placedAt = timeOf(first, 'placedAt', refuse);
  const paidAt =
    timeOf(first, 'paidAt', refuse) ?? (status === 'unpaid' || status === 'cancelled' ? undefined : placedAt);
  const number = first.get('trackingNumber');
  const shippedAt = timeOf(first, 'shippedAt', refuse);
  const isReceived = status === 'delivered' || status === 'completed';
  const order: Order = {
    orderId: first.get('orderId'),
    storeCustomerId: customer.storeCustomerId,
    status: status ?? 'pending',
    statusText: first.get('status'),
    placedAt: placedAt ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines,
    parcels:
      number === ''
        ? []
        : [
            {
              parcelId: number,
              carrier: first.get('carrier'),
              carrierName: carrierNameOf(first.get('carrier'), number),
              trackingNumber: number,
              status: isReceived ? 'delivered' : 'in-transit',
              ...(shippedAt === undefined ? {} : { shippedAt }),
              lineIds: lines.map((line) => line.lineId),
              events: [],
            },
          ],
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

function productOf(rows: readonly [Cells, ...Cells[]], money: Tools['money']): Product {
  const [first] = rows;
  const productId = first.get('productId');
  const variants = rows.map((row, index) => {
    const stock = row.get('stock') === '' ? null : Number(row.get('stock'));
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
  const clue = row.get('phone') || row.get('email') || `${row.get('orderId')} ${row.get('name')}`;
  const made = madeId(clue);
  const address = addressIn(row);
  return buyerOf({
    storeCustomerId: row.get('customerId') || made,
    name: row.get('name'),
    phone: row.get('phone'),
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

function quantityOf(row: Cells, refuse: Tools['refuse']): number {
  const quantity = Number(row.get('quantity'));
  if (Number.isInteger(quantity) && quantity > 0 && quantity < 100_000) return quantity;
  refuse(row.line, `quantity: '${row.get('quantity')}' is no number of pieces`);
  return 1;
}

function timeOf(row: Cells, field: string, refuse: Tools['refuse']): string | undefined {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(row.get(field));
  if (row.get(field) === '') return undefined;
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00'] = parts ?? [];
  const two = (text: string) => text.padStart(2, '0');
  const at = fromChinaTime(`${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`);
  if (at === undefined) refuse(row.line, `${field}: '${row.get(field)}' is no time like 2026-11-21 08:30:00`);
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
