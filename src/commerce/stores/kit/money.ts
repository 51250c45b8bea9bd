import { z } from 'zod';

/** Money of platforms, exactly: no floating point stands between "12.30" and 1230. */

/** A decimal amount in minor units; undefined where it is no amount or finer than the currency. */
export function toMinor(amount: string | number, digits = 2): number | undefined {
  const found = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(String(amount).trim());
  if (found === null) return undefined;
  const [, sign, whole = '0', fraction = ''] = found;
  if (!/^0*$/.test(fraction.slice(digits))) return undefined;
  const value = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

/** Minor units as the decimal text that platforms read: 1230 is "12.30". */
export function fromMinor(minor: number, digits = 2): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** 元 as text or number, in 分. */
export const yuan = z.union([z.string(), z.number()]).transform((value, context) => {
  const minor = toMinor(value);
  if (minor !== undefined) return minor;
  context.addIssue({ code: 'custom', message: 'no amount in yuan' });
  return z.NEVER;
});

/** 元 in 分; what is absent or empty is zero. */
export const yuanOrZero = z.preprocess(
  (value) => (value === '' || value === null ? undefined : value),
  yuan.default(0),
);

/** An amount whose unit is told elsewhere. */
export const amount = z.union([z.string(), z.number()]);

/** 分 as number or text. */
export const fen = z.union([z.int(), z.string().regex(/^-?\d{1,15}$/)]).transform((value) => Number(value));

/** 分; what is absent or empty is zero. */
export const fenOrZero = z.preprocess((value) => (value === '' || value === null ? undefined : value), fen.default(0));

/** Decimal places of a currency: 2 for CNY, 0 for JPY. An unknown code counts as 2. */
export function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
