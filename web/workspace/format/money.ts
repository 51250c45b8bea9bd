/** Digits after the point of currencies that have other than two. */
const digitsOf: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0 };

/** Minor units (分, cents) as an amount with its currency, e.g. ¥129.00. */
export function moneyText(minor: number, currency: string, language: string): string {
  const digits = digitsOf[currency] ?? 2;
  const amount = minor / 10 ** digits;
  try {
    return new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(amount);
  } catch {
    return `${amount.toFixed(digits)} ${currency}`;
  }
}

/** A share of one as whole percent. */
export function percentText(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
