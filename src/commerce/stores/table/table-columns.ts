import { type OrderStatus, orderStatuses } from '../../types.ts';

/** What a table can hold; one row is a line of an order, a variant of a product, a customer, or a parcel of an order. */
export const tableKinds = ['orders', 'products', 'customers', 'parcels'] as const;
export type TableKind = (typeof tableKinds)[number];

/** Fields of each kind with what shops and their systems call the columns; the field's own name is always known. */
export const tableColumns = {
  orders: {
    orderId: ['订单号', '订单编号', '主订单编号', '訂單編號', 'order id', 'order number', 'order'],
    placedAt: ['下单时间', '订单创建时间', '创建时间', '下單時間', 'created at', 'order date', 'date'],
    paidAt: ['付款时间', '支付时间', '订单付款时间', '付款時間', 'paid at'],
    status: ['订单状态', '状态', '訂單狀態', 'status'],
    productId: ['商品编号', '商品id', '商品編號', 'product id', 'spu'],
    variantId: ['sku编号', 'sku', '规格编号', '商家编码', 'variant id'],
    title: ['商品名称', '商品标题', '宝贝标题', '标题', '商品名稱', 'product', 'title', 'item'],
    options: ['规格', '销售属性', '商品属性', '規格', 'options', 'variant'],
    quantity: ['数量', '件数', '购买数量', '數量', 'quantity', 'qty'],
    unitPrice: ['单价', '商品单价', '价格', '單價', 'unit price', 'price'],
    freight: ['运费', '邮费', '運費', 'freight', 'shipping'],
    total: ['实付金额', '实付', '买家实付金额', '订单金额', '實付金額', 'total', 'amount paid'],
    customerId: ['买家编号', '会员编号', '买家会员名', '會員編號', 'customer id', 'customer'],
    name: ['收货人', '收件人', '收货人姓名', '姓名', '收件人姓名', 'name', 'recipient'],
    phone: ['手机', '手机号', '收件人手机', '联系手机', '电话', '手機', 'phone', 'mobile'],
    email: ['邮箱', '電子郵件', 'email', 'e-mail'],
    province: ['省', '省份', 'province', 'state'],
    city: ['市', '城市', 'city'],
    district: ['区', '区县', '區', 'district'],
    detail: ['详细地址', '收货地址', '地址', '詳細地址', 'address', 'street'],
    zip: ['邮编', '郵遞區號', 'zip', 'postcode'],
    carrier: ['快递公司', '物流公司', '物流公司名称', '物流公司', 'carrier'],
    trackingNumber: ['快递单号', '运单号', '物流单号', '物流單號', 'tracking number', 'tracking'],
    shippedAt: ['发货时间', '發貨時間', 'shipped at'],
    remark: ['买家留言', '备注', '備註', 'remark', 'note'],
  },
  products: {
    productId: ['商品编号', '商品id', '货号', '商品編號', 'product id', 'spu', 'id'],
    name: ['商品名称', '商品标题', '名称', '商品名稱', 'name', 'title', 'product'],
    category: ['类目', '分类', '分類', 'category'],
    brand: ['品牌', 'brand'],
    summary: ['简介', '描述', '卖点', '簡介', 'summary', 'description'],
    variantId: ['sku编号', 'sku', '规格编号', '商家编码', 'variant id'],
    options: ['规格', '销售属性', '規格', 'options', 'variant'],
    price: ['价格', '售价', '单价', '價格', 'price'],
    stock: ['库存', '库存数量', '庫存', 'stock', 'inventory'],
  },
  customers: {
    customerId: ['会员编号', '客户编号', '買家編號', 'customer id', 'id'],
    name: ['姓名', '名称', '昵称', 'name'],
    phone: ['手机', '手机号', '电话', '手機', 'phone', 'mobile'],
    email: ['邮箱', '電子郵件', 'email', 'e-mail'],
    memberLevel: ['会员等级', '等级', '會員等級', 'member level', 'level'],
    province: ['省', '省份', 'province', 'state'],
    city: ['市', '城市', 'city'],
    district: ['区', '区县', '區', 'district'],
    detail: ['详细地址', '地址', '詳細地址', 'address', 'street'],
    zip: ['邮编', '郵遞區號', 'zip', 'postcode'],
  },
  parcels: {
    orderId: ['订单号', '订单编号', '主订单编号', '訂單編號', 'order id', 'order number', 'order'],
    carrier: ['快递公司', '物流公司', '物流公司名称', '承运商', 'carrier'],
    trackingNumber: ['快递单号', '运单号', '物流单号', '物流單號', 'tracking number', 'tracking'],
    shippedAt: ['发货时间', '發貨時間', '出貨時間', 'shipped at'],
  },
} as const satisfies Readonly<Record<TableKind, Readonly<Record<string, readonly string[]>>>>;

/** Without these a row says nothing. */
export const neededFields: Readonly<Record<TableKind, readonly string[]>> = {
  orders: ['orderId', 'title', 'quantity', 'unitPrice'],
  products: ['productId', 'name', 'price'],
  customers: ['name', 'phone'],
  parcels: ['orderId', 'trackingNumber'],
};

export type ColumnMapping = {
  kind: TableKind;
  /** Field → place of its column. */
  places: Readonly<Record<string, number>>;
  /** Columns that nothing was made of. */
  unused: readonly string[];
  missing: readonly string[];
};

/** How the columns are to be taken: `own` says column → field (empty: not used), `kind` what the table holds. */
export type ColumnChoice = { own?: Readonly<Record<string, string>>; kind?: TableKind };

/**
 * Which column is which field: what the shop says before what the words say. The kind, where nobody says it, is the first of which
 * nothing is missing, else the one of which least is.
 */
export function mapColumns(header: readonly string[], { own = {}, kind }: ColumnChoice = {}): ColumnMapping {
  if (kind !== undefined) return mapAs(kind, header, own);
  const tries = tableKinds.map((one) => mapAs(one, header, own));
  return tries.toSorted((one, other) => one.missing.length - other.missing.length)[0] ?? mapAs('orders', header, own);
}

/** How many columns of a row have a name that somebody knows. */
export function knownColumns(header: readonly string[]): number {
  return Math.max(...tableKinds.map((kind) => Object.keys(mapAs(kind, header, {}).places).length));
}

function mapAs(kind: TableKind, header: readonly string[], own: Readonly<Record<string, string>>): ColumnMapping {
  const fields: Readonly<Record<string, readonly string[]>> = tableColumns[kind];
  const ownFields = header.map((column) => (Object.hasOwn(own, column.trim()) ? own[column.trim()] : undefined));
  const taken = new Set(ownFields.filter((field) => field !== undefined));
  const places: Record<string, number> = {};
  const unused: string[] = [];
  for (const [index, column] of header.entries()) {
    const word = plainWord(column);
    const said = ownFields[index];
    const meant =
      said ??
      Object.keys(fields).find(
        (field) =>
          !taken.has(field) && (plainWord(field) === word || fields[field]?.some((name) => plainWord(name) === word)),
      );
    if (meant !== undefined && Object.hasOwn(fields, meant) && !(meant in places)) places[meant] = index;
    else unused.push(column);
  }
  return { kind, places, unused, missing: (neededFields[kind] ?? []).filter((field) => !(field in places)) };
}

/** A column's name without what systems add: full-width signs, spaces, stars of required columns, units in brackets. */
function plainWord(column: string): string {
  return column
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:]/g, '');
}

const statusWords: Readonly<Record<string, OrderStatus>> = {
  待付款: 'unpaid',
  等待买家付款: 'unpaid',
  待发货: 'pending',
  待發貨: 'pending',
  买家已付款: 'pending',
  已发货: 'shipped',
  待收货: 'shipped',
  卖家已发货: 'shipped',
  已签收: 'delivered',
  已完成: 'completed',
  交易成功: 'completed',
  已取消: 'cancelled',
  已关闭: 'cancelled',
  交易关闭: 'cancelled',
  paid: 'pending',
  canceled: 'cancelled',
};

/** A status as shops write it; undefined where nobody knows the word. */
export function statusOfWord(word: string): OrderStatus | undefined {
  const plain = word.trim().toLowerCase();
  const known = Object.hasOwn(statusWords, plain) ? statusWords[plain] : undefined;
  return known ?? orderStatuses.find((status) => status === plain);
}
