import type { Address, Order, StoreCustomer } from './types.ts';

/** Personal data as its owner recognises it and a stranger cannot use it. */

/** First sign of a Chinese name or first letter of each word: 王** , J*** S***. */
export function maskName(name: string): string {
  return name.trim().split(/\s+/).map(maskWord).join(' ');
}

/** 138****5678; other numbers keep their last three digits. */
export function maskPhone(phone: string): string {
  const mainland = /^(?:\+?86[ -]?)?(1[3-9]\d)\d{4}(\d{4})$/.exec(phone.replace(/[ -]/g, ''));
  if (mainland !== null) return `${mainland[1]}****${mainland[2]}`;
  const digits = phone.replace(/\D/g, '');
  return digits.length < 5 ? '***' : `${'*'.repeat(digits.length - 3)}${digits.slice(-3)}`;
}

/** First sign and the domain: l***@example.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${[...email][0]}***${email.slice(at)}`;
}

/** Down to the district or city; street and number are hidden. */
export function maskAddress(address: Address): Address {
  return {
    ...address,
    name: maskName(address.name),
    phone: address.phone === '' ? '' : maskPhone(address.phone),
    detail: address.detail === '' ? '' : '***',
  };
}

/** The part of an address that may be kept or said aloud: province, city, district. */
export function maskedPlace(address: Pick<Address, 'province' | 'city' | 'district'>): string {
  // A city that is its own province is named once.
  const parts = [...new Set([address.province, address.city, address.district])].filter((part) => part !== '');
  return /\p{Script=Han}/u.test(parts.join('')) ? parts.join('') : parts.toReversed().join(', ');
}

export function maskCustomer(customer: StoreCustomer): StoreCustomer {
  return {
    ...customer,
    name: maskName(customer.name),
    email: customer.email === '' ? '' : maskEmail(customer.email),
    phone: customer.phone === '' ? '' : maskPhone(customer.phone),
    defaultAddress: customer.defaultAddress === null ? null : maskAddress(customer.defaultAddress),
  };
}

export function maskOrder(order: Order): Order {
  return { ...order, address: maskAddress(order.address) };
}

function maskWord(word: string): string {
  const [first = ''] = word;
  return word === ''
    ? ''
    : `${first}${/\p{Script=Han}/u.test(first) ? '*'.repeat(Math.min([...word].length - 1, 2)) : '***'}`;
}
