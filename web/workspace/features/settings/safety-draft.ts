import type { SafetySettings } from '../../../api/index.ts';

/** The limits as they stand in the form: text, empty for none; amounts in whole units of the currency. */
export type SafetyDraft = Readonly<Record<SafetyField, string>> & {
  isStopped: boolean;
  phoneAlone: boolean;
  emailAlone: boolean;
};

export const amountFields = [
  'verifiedAbove',
  'approvalAbove',
  'actionAmount',
  'orderAmount',
  'customerAmount',
  'shopAmount',
] as const;
export const countFields = ['orderCount', 'customerCount', 'shopCount'] as const;
export type SafetyField = (typeof amountFields)[number] | (typeof countFields)[number];

/** The stored settings as the form shows them. */
export function safetyDraft({ limits, identityClues, ...safety }: SafetySettings): SafetyDraft {
  const { perAction, perOrderDay, perCustomerDay, perShopDay } = limits;
  return {
    isStopped: safety.isStopped,
    phoneAlone: identityClues?.includes('phone') ?? false,
    emailAlone: identityClues?.includes('email') ?? false,
    verifiedAbove: amountText(safety.verifiedAbove),
    approvalAbove: amountText(safety.approvalAbove),
    actionAmount: amountText(perAction.amount),
    orderAmount: amountText(perOrderDay.amount),
    customerAmount: amountText(perCustomerDay.amount),
    shopAmount: amountText(perShopDay.amount),
    orderCount: countText(perOrderDay.count),
    customerCount: countText(perCustomerDay.count),
    shopCount: countText(perShopDay.count),
  };
}

/** Fields that hold no number that can be kept. */
export function wrongFields(draft: SafetyDraft): readonly SafetyField[] {
  const amounts = amountFields.filter((name) => readAmount(draft[name]) === undefined);
  const counts = countFields.filter((name) => readCount(draft[name]) === undefined);
  return [...amounts, ...counts];
}

/** The settings with what the form says; what the form does not show stays. Undefined while a field is wrong. */
export function safetyOf(draft: SafetyDraft, stored: SafetySettings): SafetySettings | undefined {
  if (wrongFields(draft).length > 0) return undefined;
  const amount = (name: (typeof amountFields)[number]) => readAmount(draft[name]) ?? null;
  const count = (name: (typeof countFields)[number]) => readCount(draft[name]) ?? null;
  return {
    ...stored,
    isStopped: draft.isStopped,
    identityClues: cluesOf(draft, stored),
    verifiedAbove: amount('verifiedAbove'),
    approvalAbove: amount('approvalAbove'),
    limits: {
      perAction: { amount: amount('actionAmount') },
      perOrderDay: { count: count('orderCount'), amount: amount('orderAmount') },
      perCustomerDay: { count: count('customerCount'), amount: amount('customerAmount') },
      perShopDay: { count: count('shopCount'), amount: amount('shopAmount') },
    },
  };
}

/** Without a weaker proof the platform's own order holds. */
function cluesOf(
  { phoneAlone, emailAlone }: SafetyDraft,
  { identityClues }: SafetySettings,
): SafetySettings['identityClues'] {
  const isSame =
    phoneAlone === (identityClues?.includes('phone') ?? false) &&
    emailAlone === (identityClues?.includes('email') ?? false);
  if (isSame) return identityClues;
  if (!phoneAlone && !emailAlone) return null;
  return [
    'order-phone',
    ...(phoneAlone ? (['phone'] as const) : []),
    ...(emailAlone ? (['email'] as const) : []),
    'code',
    'name-zip',
  ];
}

/** Minor units; null for an empty field, undefined for what is no amount. */
function readAmount(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

function readCount(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  return /^[1-9]\d{0,5}$/.test(plain) ? Number(plain) : undefined;
}

function amountText(amount: number | null): string {
  return amount === null ? '' : String(amount / 100);
}

function countText(count: number | null): string {
  return count === null ? '' : String(count);
}
