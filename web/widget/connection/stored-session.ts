import type { WidgetSession, WidgetShop } from '../../api/index.ts';
import type { WidgetStorage } from '../storage.ts';

/** What is kept of a session, so that the customer comes back to the same conversation. */
export type StoredSession = {
  token: string;
  visitorId: string;
  isVerified: boolean;
  /** The shop's id of the signed-in customer, from the identity token. */
  subject: string;
  expiresAt: string;
};

const name = 'session';

/** The session of the last visit, if there is one that is not too old. */
export function readSession(storage: WidgetStorage, now: number): StoredSession | undefined {
  return parseSession(storage.get(name), now);
}

/** The same from what another tab has written. */
export function parseSession(text: string | undefined, now: number): StoredSession | undefined {
  const read = parse(text);
  if (!isRecord(read)) return undefined;
  const { token, visitorId, isVerified, subject, expiresAt } = read;
  if (typeof token !== 'string' || typeof visitorId !== 'string' || typeof expiresAt !== 'string') return undefined;
  if (!(Date.parse(expiresAt) > now)) return undefined;
  return {
    token,
    visitorId,
    expiresAt,
    isVerified: isVerified === true,
    subject: typeof subject === 'string' ? subject : '',
  };
}

export function keepSession(storage: WidgetStorage, session: StoredSession): void {
  storage.set(name, JSON.stringify(session));
}

export function forgetSession(storage: WidgetStorage): void {
  storage.remove(name);
}

/** Whether another tab's change is one of the session. */
export function isSessionName(changed: string): boolean {
  return changed === name;
}

export function toStored(session: WidgetSession, subject: string): StoredSession {
  const { token, visitorId, isVerified, expiresAt } = session;
  return { token, visitorId, isVerified, subject, expiresAt };
}

/** The shop's first words are kept so that the next opening shows them at once. */
export function keepShop(storage: WidgetStorage, language: string, shop: WidgetShop): void {
  storage.set(`shop.${language}`, JSON.stringify(shop));
}

export function readShop(storage: WidgetStorage, language: string): WidgetShop | undefined {
  const read = parse(storage.get(`shop.${language}`));
  return isShop(read) ? read : undefined;
}

/** Subject of a signed token as the server will read it; not checked here, only compared. */
export function subjectOf(identityToken: string): string {
  const part = identityToken.split('.')[1] ?? '';
  const bytes = attempt(() => atob(part.replaceAll('-', '+').replaceAll('_', '/')));
  const read = parse(bytes);
  return isRecord(read) && typeof read.sub === 'string' ? read.sub : '';
}

function parse(text: string | undefined): unknown {
  return attempt(() => JSON.parse(text ?? ''));
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isShop(value: unknown): value is WidgetShop {
  return isRecord(value) && typeof value.welcome === 'string' && Array.isArray(value.popularQuestions);
}
