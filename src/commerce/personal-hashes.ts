import type { ShopSecrets } from '../platform/index.ts';

/** Keyed hash to find a customer by e-mail; case and width make no difference. */
export function emailHash(secrets: ShopSecrets, email: string): Buffer {
  return secrets.keyedHash('store_customers/email', plainWord(email));
}

/** Keyed hash to find a customer by phone; blanks, hyphens and the country code +86 make no difference. */
export function phoneHash(secrets: ShopSecrets, phone: string): Buffer {
  return secrets.keyedHash('store_customers/phone', plainPhone(phone));
}

/** Keyed hash to find a customer by name and postal code. */
export function nameZipHash(secrets: ShopSecrets, firstName: string, lastName: string, zip: string): Buffer {
  return secrets.keyedHash('store_customers/name_zip', [firstName, lastName, zip].map(plainWord).join('\n'));
}

/** A phone number as it is compared: digits only, without the Chinese country code. */
export function plainPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D/g, '');
  return /^(?:00)?861\d{10}$/.test(digits) ? digits.slice(-11) : digits;
}

function plainWord(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}
