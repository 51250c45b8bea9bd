import { expect, test } from 'vitest';
import { paymentMethodName } from './payment-method-name.ts';

test.each([
  [{ kind: 'alipay', label: '支付宝' }, '支付宝', '支付寶', 'Alipay'],
  [{ kind: 'alipay', label: 'Alipay' }, '支付宝', '支付寶', 'Alipay'],
  [{ kind: 'wechat-pay', label: '微信支付' }, '微信支付', '微信支付', 'WeChat Pay'],
  [{ kind: 'credit-card', label: '银联 ···· 4417' }, '银联 ···· 4417', '銀聯 ···· 4417', 'UnionPay ···· 4417'],
  [{ kind: 'balance', label: '账户余额' }, '账户余额', '帳戶餘額', 'account balance'],
  [{ kind: 'credit-card', label: 'Visa ···· 8902' }, 'Visa ···· 8902', 'Visa ···· 8902', 'Visa ···· 8902'],
  [{ kind: 'paypal', label: 'PayPal' }, 'PayPal', 'PayPal', 'PayPal'],
] as const)('%o is called by its name in each language', (method, simplified, traditional, english) => {
  expect(paymentMethodName(method)).toEqual({ 'zh-CN': simplified, 'zh-TW': traditional, en: english });
});
