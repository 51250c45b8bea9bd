import type { LocalizedText, Product } from '../../types.ts';
import { words } from '../kit/connection-fields.ts';
import type { ConnectionTest, RemoteOrder, RemotePage } from '../remote/remote-platform.ts';
import { PathNotFound, type RestAnswer, type WantedPart } from './answer-reader.ts';
import type { RestSetup } from './rest-setup.ts';

type Reads = {
  listOrders(from: { since: string; cursor: string | undefined }): Promise<RemotePage<RemoteOrder>>;
  findOrder(orderId: string): Promise<RemoteOrder | undefined>;
  listProducts: ((cursor?: string) => Promise<RemotePage<Product>>) | undefined;
};

/** Long enough ago that there is an order to look at. */
const longAgo = '2000-01-01T00:00:00.000Z';

/** Reads a page of each kind and says which path was not found in which answer. */
export async function testRestShop(setup: RestSetup, reads: Reads): Promise<ConnectionTest> {
  try {
    const { items } = await reads.listOrders({ since: longAgo, cursor: undefined });
    const [first] = items;
    const orderId = first?.order.orderId;
    if (orderId !== undefined && (await reads.findOrder(orderId)) === undefined)
      throw new PathNotFound('order', setup.orderPath, 'address');
    await reads.listProducts?.(undefined);
    return { ok: true, shopName: new URL(setup.base).host, details: first === undefined ? empty : read };
  } catch (error) {
    if (error instanceof PathNotFound) return { ok: false, field: fieldOf(error), problem: problemOf(error) };
    throw error;
  }
}

const read = words(
  '已连接，订单和字段映射都能读取。',
  '已連接，訂單和欄位對應都能讀取。',
  'Connected; orders can be read as they are mapped.',
);
const empty = words(
  '已连接，但还没有订单，字段映射有待有订单后再测试一次。',
  '已連接，但還沒有訂單，欄位對應請在有訂單後再測試一次。',
  'Connected, but there is no order yet: test the mapping again when there is one.',
);

const answers: Readonly<Record<RestAnswer, LocalizedText & { field: string }>> = {
  orders: { ...words('订单列表', '訂單列表', 'the list of orders'), field: 'ordersPath' },
  order: { ...words('单个订单', '單筆訂單', 'one order'), field: 'orderPath' },
  products: { ...words('商品列表', '商品列表', 'the list of products'), field: 'productsPath' },
};
const parts: Readonly<Record<Exclude<WantedPart, 'address'>, LocalizedText>> = {
  list: words('列表', '列表', 'list'),
  text: words('内容', '內容', 'text'),
  amount: words('金额', '金額', 'amount'),
  count: words('数量', '數量', 'whole number'),
  entry: words('订单', '訂單', 'order'),
  time: words('时间', '時間', 'time'),
};

function fieldOf({ answer, wanted }: PathNotFound): string {
  return wanted === 'address' ? answers[answer].field : 'mapping';
}

function problemOf({ answer, wanted, path }: PathNotFound): LocalizedText {
  const where = answers[answer];
  if (wanted === 'address')
    return words(
      `店铺系统说没有「${where['zh-CN']}」这个地址，请检查路径。`,
      `商店系統說沒有「${where['zh-TW']}」這個網址，請檢查路徑。`,
      `The shop has no address for ${where.en}: check its path.`,
    );
  const what = parts[wanted];
  return words(
    `在「${where['zh-CN']}」的返回中，路径 ${path} 处没有找到${what['zh-CN']}，请检查字段映射。`,
    `在「${where['zh-TW']}」的回應中，路徑 ${path} 處沒有找到${what['zh-TW']}，請檢查欄位對應。`,
    `In the answer with ${where.en} there is no ${what.en} at ${path}: check the mapping.`,
  );
}
