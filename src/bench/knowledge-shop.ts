import { hostedPlatform } from '../commerce/index.ts';
import type { Ground } from '../ground.ts';
import { type KnowledgeItem, madeCategories, madeProduct, releaseKnowledge } from '../knowledge/index.ts';
import { ShopId } from '../platform/index.ts';
import { createShop } from '../walk/index.ts';

/** The made shop that knowledge is measured with. */
export const knowledgeShopId = ShopId.check('bench-knowledge');
/** The entry whose change another process waits for. */
export const watchedQuestion = '店里今天的暗号是什么';

const productsAtOnce = 2_000;
const faqs = 500;

/** Writes a shop with as many made products, categories and questions. */
export async function makeKnowledgeShop(ground: Ground, products: number): Promise<void> {
  const { database, clock } = ground;
  const name = { 'zh-CN': '大店', 'zh-TW': '大店', en: 'Large shop' };
  const shop = {
    shopId: knowledgeShopId,
    name,
    platform: hostedPlatform,
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
  } as const;
  await database.inShop(knowledgeShopId, (sql) =>
    createShop(sql, { ...shop, currency: 'CNY', createdAt: clock.now() }),
  );
  for (let first = 0; first < products; first += productsAtOnce) {
    const count = Math.min(productsAtOnce, products - first);
    const made = JSON.stringify(Array.from({ length: count }, (_one, index) => madeProduct(first + index)));
    await database.inShop(
      knowledgeShopId,
      (sql) => sql`
        insert into store_products (shop_id, product_id, document)
        select ${knowledgeShopId}, one ->> 'productId', one from jsonb_array_elements(${made}::text::jsonb) as one`,
    );
  }
  await releaseMade(ground, '芝麻开门');
}

/** Releases the shop's knowledge with another answer to the watched question; when it was committed, in milliseconds. */
export async function releaseMade({ database }: Ground, word: string): Promise<number> {
  const categories = madeCategories.map(
    ({ id, name }): KnowledgeItem => ({ itemId: id, kind: 'category', document: { name } }),
  );
  const entries = Array.from({ length: faqs }, (_one, number) =>
    entry(`q${number}`, questionOf(number), `第 ${number} 号答复`),
  );
  const items = [...categories, ...entries, entry('watched', [watchedQuestion], word)];
  await database.inShop(knowledgeShopId, (sql) => releaseKnowledge(sql, knowledgeShopId, items, { note: word }));
  return Date.now();
}

function entry(itemId: string, questions: readonly string[], answer: string): KnowledgeItem {
  return {
    itemId,
    kind: 'faq',
    document: {
      topic: 'made',
      intent: 'other.question',
      questions: { 'zh-CN': questions, 'zh-TW': [], en: [] },
      answer: { 'zh-CN': answer, 'zh-TW': answer, en: answer },
      policies: [],
      goesFirst: true,
    },
  };
}

function questionOf(number: number): readonly string[] {
  const [place, matter] = [
    places[number % places.length] ?? '',
    matters[Math.floor(number / places.length) % matters.length] ?? '',
  ];
  return [`${place}的${matter}怎么办理`, `请问${place}${matter}找谁 ${number}`];
}

const places = [
  '前台',
  '仓库',
  '门店',
  '会员中心',
  '礼品站',
  '体验馆',
  '维修点',
  '自提柜',
  '直播间',
  '品牌日',
  '老客群',
  '试用台',
];
const matters = [
  '预约',
  '改期',
  '寄存',
  '盖章',
  '签到',
  '换购',
  '刻字',
  '包装',
  '寄样',
  '登记',
  '代领',
  '补办',
  '核销',
  '试穿',
  '领号',
];
