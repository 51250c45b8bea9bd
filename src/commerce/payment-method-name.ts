import type { LocalizedText, PaymentMethod } from './types.ts';

/**
 * A way to pay as its owner knows it, in the language of the reply: the platform's word for the kind ("支付宝", "Gift card") gives way
 * to our own, what stands beside it (the last digits of a card, a bank) stays.
 */
export function paymentMethodName({ kind, label }: Pick<PaymentMethod, 'kind' | 'label'>): LocalizedText {
  const name = names.find((one) => (one.kind === undefined || one.kind === kind) && one.words.test(label));
  if (name === undefined) return { 'zh-CN': label, 'zh-TW': label, en: label };
  const put = (language: keyof LocalizedText) => label.replace(name.words, name.called[language]);
  return { 'zh-CN': put('zh-CN'), 'zh-TW': put('zh-TW'), en: put('en') };
}

/** Brands and kinds that are called differently; others (Visa, PayPal) have one name everywhere. */
const names: readonly { kind?: PaymentMethod['kind']; words: RegExp; called: LocalizedText }[] = [
  { words: /支付宝|支付寶|alipay/i, called: { 'zh-CN': '支付宝', 'zh-TW': '支付寶', en: 'Alipay' } },
  {
    words: /微信支付|微信|we ?chat(?: ?pay)?/i,
    called: { 'zh-CN': '微信支付', 'zh-TW': '微信支付', en: 'WeChat Pay' },
  },
  { words: /中国银联|银联|銀聯|union ?pay/i, called: { 'zh-CN': '银联', 'zh-TW': '銀聯', en: 'UnionPay' } },
  { words: /(?:蚂蚁)?花呗|花唄|huabei/i, called: { 'zh-CN': '花呗', 'zh-TW': '花唄', en: 'Huabei' } },
  { words: /云闪付|雲閃付/, called: { 'zh-CN': '云闪付', 'zh-TW': '雲閃付', en: 'QuickPass' } },
  { words: /京东支付|京東支付/, called: { 'zh-CN': '京东支付', 'zh-TW': '京東支付', en: 'JD Pay' } },
  { words: /抖音支付/, called: { 'zh-CN': '抖音支付', 'zh-TW': '抖音支付', en: 'Douyin Pay' } },
  {
    kind: 'gift-card',
    words: /礼品卡|禮品卡|gift card/i,
    called: { 'zh-CN': '礼品卡', 'zh-TW': '禮品卡', en: 'gift card' },
  },
  {
    kind: 'balance',
    words: /账户余额|帐户余额|余额|帳戶餘額|餘額|(?:account )?balance/i,
    called: { 'zh-CN': '账户余额', 'zh-TW': '帳戶餘額', en: 'account balance' },
  },
  { words: /信用卡|credit card/i, called: { 'zh-CN': '信用卡', 'zh-TW': '信用卡', en: 'credit card' } },
  { words: /储蓄卡|借记卡|金融卡|debit card/i, called: { 'zh-CN': '储蓄卡', 'zh-TW': '金融卡', en: 'debit card' } },
];
