import { type CustomerClue, maskEmail, maskPhone, type StoreConnector, type StoreCustomer } from '../commerce/index.ts';
import {
  type CodeTry,
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

/** A code that is on its way. */
export type CodeOnItsWay = {
  codeId: string;
  /** The address, masked. */
  sentTo: string;
  expiresAt: Date;
  /** Whose it is in the shop's system; undefined where the claimed address is nobody's, which gets nothing then. */
  storeCustomerId: string | undefined;
};

export type CodeSent =
  | ({ ok: true } & CodeOnItsWay)
  /** `open` is the code before, where it is still good. */
  | { ok: false; reason: 'too-many'; waitSeconds: number; open?: CodeOnItsWay }
  | { ok: false; reason: 'unknown-customer' | 'not-offered' };

/** The address that somebody claims to be known by. */
export type ClaimedAddress = Extract<CustomerClue, { by: 'email' } | { by: 'phone' }>;

type Wanted = {
  shopId: ShopId;
  customerId: CustomerId;
  channel: 'email' | 'sms';
  language: 'zh-CN' | 'zh-TW' | 'en';
  /** For somebody who is not known yet. Whether the shop knows the address is told to nobody: the answer is the same either way. */
  claim?: ClaimedAddress;
};

/**
 * Sends a code to the address that the shop has on file for the customer: never to one that the shop does not know, which would
 * prove nothing. The network is used after the code is committed.
 */
export async function sendVerificationCode(parts: VerificationParts, wanted: Wanted): Promise<CodeSent> {
  const { shopId, customerId, channel, claim } = wanted;
  const shop = await parts.shops.get(shopId);
  const known = await knownCustomer(parts, shop.store, wanted);
  const target = known === undefined ? claim && claimedAddress(claim) : addressOf(known, channel);
  if (target === undefined) return { ok: false, reason: 'unknown-customer' };
  const hasSender = channel === 'email' ? parts.mailer !== undefined : parts.sms !== undefined;
  if (target === '' || !hasSender) return { ok: false, reason: 'not-offered' };
  const secrets = await parts.secrets.forShop(shopId);
  const request = { shopId, customerId, channel, target, now: parts.clock.now() };
  const made = await parts.database.inShop(shopId, (sql) => makeCode(sql, secrets, request));
  const onItsWay = ({ codeId, expiresAt }: { codeId: string; expiresAt: Date }): CodeOnItsWay => ({
    codeId,
    sentTo: channel === 'email' ? maskEmail(target) : maskPhone(target),
    expiresAt,
    storeCustomerId: known?.storeCustomerId,
  });
  if (!made.ok) {
    const { waitSeconds, open } = made;
    return { ok: false, reason: 'too-many', waitSeconds, ...(open === undefined ? {} : { open: onItsWay(open) }) };
  }
  if (known !== undefined) await send(parts, wanted, { target, code: made.code, shop: shop.name });
  return { ok: true, ...onItsWay(made) };
}

/**
 * Tries the code; the right one makes the customer verified, so that the next turn may do what needs that. `sent` is the code that was
 * sent in the talk; without it the code must have gone to an address of the customer who is known already.
 */
export async function confirmVerificationCode(
  parts: VerificationParts,
  wanted: {
    shopId: ShopId;
    customerId: CustomerId;
    code: string;
    sent?: { codeId: string; storeCustomerId: string | undefined };
  },
): Promise<CodeVerdict> {
  const { shopId, customerId, code, sent } = wanted;
  const shop = await parts.shops.get(shopId);
  const known = sent === undefined ? await knownCustomer(parts, shop.store, { shopId, customerId }) : undefined;
  const bound: CodeTry['bound'] =
    sent === undefined ? { targets: known === undefined ? [] : [known.email, known.phone] } : { codeId: sent.codeId };
  const storeCustomerId = sent === undefined ? known?.storeCustomerId : sent.storeCustomerId;
  const secrets = await parts.secrets.forShop(shopId);
  return parts.database.inShop(shopId, async (sql) => {
    const verdict = await tryCode(sql, secrets, { shopId, customerId, code, bound, now: parts.clock.now() });
    if (verdict !== 'right') return verdict;
    // A code for an address that is nobody's was sent to nobody: who has it has guessed.
    if (storeCustomerId === undefined) return 'wrong';
    await linkStoreCustomer(sql, { shopId, customerId, storeCustomerId, displayName: '', identity: 'verified' });
    return 'right';
  });
}

async function knownCustomer(
  { database }: VerificationParts,
  store: Pick<StoreConnector, 'findCustomer'>,
  { shopId, customerId, claim }: Pick<Wanted, 'shopId' | 'customerId' | 'claim'>,
): Promise<StoreCustomer | undefined> {
  if (claim !== undefined) return await store.findCustomer(claim);
  const customer = await database.inShop(shopId, (sql) => findCustomer(sql, shopId, customerId));
  const storeCustomerId = customer?.storeCustomerId;
  return storeCustomerId ? await store.findCustomer({ by: 'id', storeCustomerId }) : undefined;
}

function addressOf(customer: StoreCustomer, channel: Wanted['channel']): string {
  return channel === 'email' ? customer.email : customer.phone;
}

function claimedAddress(claim: ClaimedAddress): string {
  return claim.by === 'email' ? claim.email : claim.phone;
}

async function send(
  parts: VerificationParts,
  { channel, language }: Wanted,
  { target, code, shop }: { target: string; code: string; shop: string },
): Promise<void> {
  const values = { code, minutes: String(codeMinutes), shop };
  if (channel === 'sms') {
    await parts.sms?.send({ to: target, template: 'one-time-code', parameters: values });
    return;
  }
  const { subject, text } = texts[language];
  await parts.mailer?.send({ to: target, subject: fill(subject, values), text: fill(text, values) });
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
