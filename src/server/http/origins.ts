import type { Config } from '../../platform/index.ts';

/** The shop with the demo goods; its widget also opens from pages on this machine. */
export const demoShopId = 'demo';

/** Where a request comes from, as far as its Origin header tells. Browsers send it with every cross-site and every mutating request. */
export type OriginKind = 'none' | 'own' | 'foreign';

/** Whether an Origin is one of our own addresses. A 'null' origin (sandboxed frame, local file) is foreign. */
export function originKind(
  origin: string | undefined,
  host: string | undefined,
  config: Pick<Config, 'publicUrl'>,
): OriginKind {
  if (origin === undefined || origin === '') return 'none';
  if (config.publicUrl !== undefined && origin === new URL(config.publicUrl).origin) return 'own';
  if (!URL.canParse(origin)) return 'foreign';
  return host !== undefined && new URL(origin).host === host ? 'own' : 'foreign';
}

/** Whether a page of this origin may open the shop's widget. */
export function mayOpenWidget(
  origin: string | undefined,
  kind: OriginKind,
  shop: { shopId: string; trustedOrigins: readonly string[] },
  config: Pick<Config, 'publicUrl'>,
): boolean {
  if (kind !== 'foreign') return true;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const given = new URL(origin);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(given.hostname);
  if (shop.shopId === demoShopId && config.publicUrl === undefined && isLocal) return true;
  return shop.trustedOrigins.some((trusted) => URL.canParse(trusted) && new URL(trusted).origin === given.origin);
}

/** Our address as the caller sees it. */
export function ownOriginOf(host: string | undefined, config: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  if (config.publicUrl !== undefined) return new URL(config.publicUrl).origin;
  return `http://${host !== undefined && /^[\w.:[\]-]+$/.test(host) ? host : `${config.host}:${config.port}`}`;
}
