/** Languages of the demo shop's page. */
export const demoLanguages = ['zh-CN', 'zh-TW', 'en'] as const;
export type DemoLanguage = (typeof demoLanguages)[number];

export const languageNames: Readonly<Record<DemoLanguage, string>> = {
  'zh-CN': '简体',
  'zh-TW': '繁體',
  en: 'English',
};

const zhCn = {
  shop: '暖屿优选',
  slogan: '把日子过暖一点',
  all: '全部',
  apparel: '服饰',
  beauty: '美妆',
  food: '食品',
  digital: '数码家电',
  baby: '母婴',
  home: '家居',
  heroTitle: '冬日好物，暖心上新',
  heroText: '服饰、美妆、食品、数码、母婴、家居，天天都有好价。买前买后有疑问，随时问客服。',
  heroAsk: '问问客服',
  offers: '正在进行的活动',
  ends: '{time} 结束',
  from: '{price} 起',
  soldOut: '暂时缺货',
  inStock: '现货',
  ask: '咨询客服',
  as: '以顾客身份体验',
  visitor: '访客（未登录）',
  asHint: '选一位演示顾客，就像 TA 已在店里登录：可以查订单、退换货、改地址。',
  asFailed: '暂时不能以这位顾客的身份体验，请稍后再试。',
  language: '语言',
  desk: '客服工作台',
  more: '查看更多商品',
  empty: '这个分类还没有商品，看看别的分类吧。',
  failed: '商品暂时没有加载出来，不影响咨询客服。',
  retry: '重新加载',
  foot: '这是 Peakdesk 的演示店铺，商品、订单和顾客都是虚构的，下单功能未开放。',
} as const;

export type DemoText = keyof typeof zhCn;
type DemoTexts = Readonly<Record<DemoText, string>>;

const zhTw: DemoTexts = {
  shop: '暖嶼優選',
  slogan: '把日子過暖一點',
  all: '全部',
  apparel: '服飾',
  beauty: '美妝',
  food: '食品',
  digital: '3C 家電',
  baby: '母嬰',
  home: '居家',
  heroTitle: '冬日好物，暖心上架',
  heroText: '服飾、美妝、食品、3C、母嬰、居家，天天都有好價格。購買前後有任何問題，隨時詢問客服人員。',
  heroAsk: '詢問客服',
  offers: '進行中的活動',
  ends: '{time} 截止',
  from: '{price} 起',
  soldOut: '暫時缺貨',
  inStock: '現貨',
  ask: '詢問客服',
  as: '以顧客身分體驗',
  visitor: '訪客（未登入）',
  asHint: '選一位示範顧客，就像已在商店登入：可以查訂單、退換貨、改地址。',
  asFailed: '暫時無法以這位顧客的身分體驗，請稍後再試。',
  language: '語言',
  desk: '客服工作台',
  more: '查看更多商品',
  empty: '這個分類還沒有商品，看看其他分類吧。',
  failed: '商品暫時無法載入，不影響詢問客服。',
  retry: '重新載入',
  foot: '這是 Peakdesk 的示範商店，商品、訂單與顧客皆為虛構，不開放下單。',
};

const en: DemoTexts = {
  shop: 'Nuanyu Select',
  slogan: 'A little more warmth, every day',
  all: 'All',
  apparel: 'Apparel',
  beauty: 'Beauty',
  food: 'Food',
  digital: 'Electronics',
  baby: 'Baby',
  home: 'Home',
  heroTitle: 'Warm things for cold days',
  heroText:
    'Apparel, beauty, food, electronics, baby and home at good prices every day. Questions before or after buying? Just ask.',
  heroAsk: 'Ask us',
  offers: 'Current offers',
  ends: 'ends {time}',
  from: 'from {price}',
  soldOut: 'Out of stock',
  inStock: 'In stock',
  ask: 'Ask about it',
  as: 'Try it as a customer',
  visitor: 'Visitor (signed out)',
  asHint:
    'Choose a demo customer as if they had signed in to the shop: track orders, return things, change an address.',
  asFailed: 'This customer is not available right now. Please try again later.',
  language: 'Language',
  desk: 'Agent workspace',
  more: 'Show more products',
  empty: 'Nothing here yet. Have a look at the other categories.',
  failed: 'The products could not be loaded. You can still chat with us.',
  retry: 'Load again',
  foot: 'This is the demo shop of Peakdesk. Products, orders and customers are made up; nothing can be bought.',
};

export const demoTexts: Readonly<Record<DemoLanguage, DemoTexts>> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };

/** The page's language: the address says it, else the browser. */
export function chooseDemoLanguage(asked: string | null, browser: readonly string[]): DemoLanguage {
  const known = demoLanguages.find((language) => language === asked);
  if (known) return known;
  for (const tag of browser) {
    if (/^zh\b.*\b(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW';
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-CN';
}
