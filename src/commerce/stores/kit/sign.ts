import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What the platforms' signatures are made of; each platform's own order of things stands in its folder. */

export function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

export function sha1(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('hex');
}

export function hmac(
  algorithm: 'md5' | 'sha256',
  secret: string,
  text: string,
  encoding: 'hex' | 'base64' = 'hex',
): string {
  return createHmac(algorithm, secret).update(text, 'utf8').digest(encoding);
}

/** Keys in the order of their bytes ('A' before '_' before 'a', never a dictionary's order), each followed by its value. */
export function joinSorted(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .sort()
    .map((key) => `${key}${parameters[key]}`)
    .join('');
}

/** Whether two texts are the same, in a time that does not tell how much of them is. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** A form as platforms read it: every value encoded by itself, spaces as %20. */
export function formOf(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** The digest that several gateways share: the secret, all parameters joined, the secret again; MD5 in capitals. */
export function wrappedMd5(secret: string, parameters: Readonly<Record<string, string>>): string {
  return md5(`${secret}${joinSorted(parameters)}${secret}`).toUpperCase();
}
