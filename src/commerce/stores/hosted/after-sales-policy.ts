import { z } from 'zod';
import { plainProvince } from '../../policy/policy-rules.ts';

/**
 * What a shop promises after the sale: numbers and lists that its owner may change (`shops.settings.afterSales`).
 * The defaults are the law's (7 days) and the trade's custom.
 */
export const afterSalesPolicy = z.object({
  /** Days of the no-reason return, counted from the day after delivery. */
  returnDays: z.int().positive().default(7),
  /** Days for faulty, wrong, broken or incomplete goods. */
  qualityReturnDays: z.int().positive().default(15),
  exchangeDays: z.int().positive().default(15),
  /** Goods that are returned and exchanged only where the shop is at fault. */
  noReturnClasses: z.array(z.enum(['standard', 'sealed', 'fresh', 'digital', 'custom'])).default(['fresh', 'custom']),
  reportWithinHours: z.number().positive().default(48),
  invoiceDays: z.int().positive().default(90),
  invoiceHours: z.number().positive().default(24),
  priceProtectionDays: z.int().positive().default(15),
  /** Hours between two urges of one order. */
  urgeEveryHours: z.number().positive().default(12),
  /** Hours in which the shop decides about an application. */
  decisionHours: z.number().positive().default(48),
  /** Applications for one line at most, and running ones of one order. */
  caseLimits: z
    .object({ perLine: z.int().positive().default(5), runningPerOrder: z.int().positive().default(10) })
    .prefault({}),
  /** Freight by province; empty where it is the same everywhere. `freeFrom` is the goods' price from which it is free. */
  freightZones: z
    .array(
      z.object({
        provinces: z.array(z.string()),
        fee: z.int().nonnegative(),
        freeFrom: z.int().nonnegative().nullable(),
      }),
    )
    .default([]),
});
export type AfterSalesPolicy = z.infer<typeof afterSalesPolicy>;

/** The policy of a shop's settings; what is missing or not as it should be gets its default. */
export function readAfterSalesPolicy(settings: unknown): AfterSalesPolicy {
  const found = z.object({ afterSales: z.unknown() }).safeParse(settings);
  const parsed = afterSalesPolicy.safeParse(found.success ? found.data.afterSales : {});
  return parsed.success ? parsed.data : afterSalesPolicy.parse({});
}

/** Freight of goods of a price to a province (its name with or without 省, 市 …); undefined where no zone names it. */
export function freightTo(policy: AfterSalesPolicy, province: string, goods: number): number | undefined {
  const plain = plainProvince(province);
  const zone = policy.freightZones.find((one) => one.provinces.some((name) => plainProvince(name) === plain));
  if (zone === undefined) return undefined;
  return zone.freeFrom !== null && goods >= zone.freeFrom ? 0 : zone.fee;
}

/** Reasons that a customer can give, with the words for them; the first word is what is sent. */
export const cancelReasons = [
  { value: 'no-longer-wanted', label: { 'zh-CN': '不想要了', 'zh-TW': '不想要了', en: 'No longer wanted' } },
  {
    value: 'ordered-by-mistake',
    label: { 'zh-CN': '拍错了/信息填错', 'zh-TW': '下錯單/資料填錯', en: 'Ordered by mistake' },
  },
  { value: 'shipping-too-slow', label: { 'zh-CN': '发货太慢', 'zh-TW': '出貨太慢', en: 'Shipping takes too long' } },
  {
    value: 'better-price',
    label: { 'zh-CN': '降价或有更优惠的价格', 'zh-TW': '降價或有更優惠的價格', en: 'Found a better price' },
  },
  { value: 'other', label: { 'zh-CN': '其他原因', 'zh-TW': '其他原因', en: 'Another reason' } },
] as const;

export const returnReasons = [
  { value: 'no-longer-wanted', label: { 'zh-CN': '不喜欢/不想要', 'zh-TW': '不喜歡/不想要', en: 'Do not want it' } },
  { value: 'wrong-size', label: { 'zh-CN': '尺码或规格不合适', 'zh-TW': '尺寸或規格不合適', en: 'Size or fit' } },
  { value: 'not-as-described', label: { 'zh-CN': '与描述不符', 'zh-TW': '與描述不符', en: 'Not as described' } },
  { value: 'quality', label: { 'zh-CN': '质量问题', 'zh-TW': '商品瑕疵', en: 'Faulty' } },
  { value: 'damaged', label: { 'zh-CN': '收到时破损', 'zh-TW': '收到時破損', en: 'Arrived damaged' } },
  { value: 'wrong-item', label: { 'zh-CN': '发错货', 'zh-TW': '寄錯商品', en: 'Wrong item sent' } },
  { value: 'missing-parts', label: { 'zh-CN': '少件/漏发', 'zh-TW': '缺件/漏寄', en: 'Something is missing' } },
] as const;

export const refundReasons = [
  { value: 'no-longer-wanted', label: { 'zh-CN': '不想要了', 'zh-TW': '不想要了', en: 'No longer wanted' } },
  { value: 'shipping-too-slow', label: { 'zh-CN': '一直没发货', 'zh-TW': '一直沒出貨', en: 'Not shipped in time' } },
  {
    value: 'parcel-stuck',
    label: { 'zh-CN': '物流停滞、没收到货', 'zh-TW': '配送停滯、沒收到貨', en: 'Parcel stuck, nothing arrived' },
  },
  { value: 'parcel-lost', label: { 'zh-CN': '包裹丢失', 'zh-TW': '包裹遺失', en: 'Parcel lost' } },
] as const;

/** Reasons for which the shop is answerable: longer periods, its own freight, all kinds of goods. */
export function isShopsFault(reason: string): boolean {
  return shopsFault.includes(reason);
}

const shopsFault: readonly string[] = ['not-as-described', 'quality', 'damaged', 'wrong-item', 'missing-parts'];
