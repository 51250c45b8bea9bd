import { maskEmail, maskPhone, type StoreConnector } from '../commerce/index.ts';
import {
  type CodeVerdict,
  codeMinutes,
  findCustomer,
  linkStoreCustomer,
  makeCode,
  tryCode,
} from '../customers/index.ts';
import type { CustomerId, Mailer, Secrets, ShopId, SmsSender } from '../platform/index.ts';
import type { WalkParts } from './parts.ts';
import texts from './verification-texts.json' with { type: 'json' };

/** What proving an identity by a one-time code needs; a way that has no sender is not offered. */
export type VerificationParts = Pick<WalkParts, 'database' | 'clock'> & {
  shops: { get(shopId: ShopId): Promise<{ name: string; store: Pick<StoreConnector, 'findCustomer'> }> };
  secrets: Secrets;
  mailer?: Mailer | undefined;
  sms?: SmsSender | undefined;
};

export type CodeSent =
  | { ok: true; sentTo: string; expiresAt: Date }
  | { ok: false; reason: 'unknown-customer' | 'not-offered' | 'too-many'; waitSeconds?: number };

type Wanted = {
  shopId: ShopId;
  customerId: CustomerId;
  channel: 'email' | 'sms';
  language: 'zh-CN' | 'zh-TW' | 'en';
};

/**
 * Sends a code to the address that the shop has on file for the customer: never to one that was given just now, which would
 * prove nothing. The network is used after the code is committed.
 */
export async function sendVerificationCode(parts: VerificationParts, wanted: Wanted): Promise<CodeSent> {
  const { shopId, customerId, channel, language } = wanted;
  const { database, clock } = parts;
  const shop = await parts.shops.get(shopId);
  const customer = await database.inShop(shopId, (sql) => findCustomer(sql, shopId, customerId));
  const known = customer?.storeCustomerId
    ? await shop.store.findCustomer({ by: 'id', storeCustomerId: customer.storeCustomerId })
    : undefined;
  if (known === undefined) return { ok: false, reason: 'unknown-customer' };
  const target = channel === 'email' ? known.email : known.phone;
  const hasSender = channel === 'email' ? parts.mailer !== undefined : parts.sms !== undefined;
  if (target === '' || !hasSender) return { ok: false, reason: 'not-offered' };
  const secrets = await parts.secrets.forShop(shopId);
  const request = { shopId, customerId, channel, target, now: clock.now() };
  const made = await database.inShop(shopId, (sql) => makeCode(sql, secrets, request));
  if (!made.ok) return { ok: false, reason: 'too-many', waitSeconds: made.waitSeconds };
  const values = { code: made.code, minutes: String(codeMinutes), shop: shop.name };
  if (channel === 'email') {
    const { subject, text } = texts[language];
    await parts.mailer?.send({ to: target, subject: fill(subject, values), text: fill(text, values) });
  } else {
    await parts.sms?.send({ to: target, template: 'one-time-code', parameters: values });
  }
  return { ok: true, sentTo: channel === 'email' ? maskEmail(target) : maskPhone(target), expiresAt: made.expiresAt };
}

/** Tries the code; the right one makes the customer verified, so that the next turn may do what needs that. */
export async function confirmVerificationCode(
  parts: VerificationParts,
  { shopId, customerId, code }: { shopId: ShopId; customerId: CustomerId; code: string },
): Promise<CodeVerdict> {
  const secrets = await parts.secrets.forShop(shopId);
  return parts.database.inShop(shopId, async (sql) => {
    const verdict = await tryCode(sql, secrets, { shopId, customerId, code, now: parts.clock.now() });
    const customer = verdict === 'right' ? await findCustomer(sql, shopId, customerId) : undefined;
    if (customer?.storeCustomerId) {
      const { storeCustomerId } = customer;
      await linkStoreCustomer(sql, { shopId, customerId, storeCustomerId, displayName: '', identity: 'verified' });
    }
    return verdict;
  });
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
