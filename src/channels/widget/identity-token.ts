import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError, type ShopId, type ShopSecrets, type Sql } from '../../platform/index.ts';

/** Longest life of an identity token: a stolen one must be worthless soon. */
const longestSeconds = 3_600;
/** Clocks of two machines may differ by this much. */
const toleranceSeconds = 10;

/** Who the shop's own server says its signed-in customer is. */
export type VerifiedIdentity = { storeCustomerId: string; name: string; email: string };

/** Secrets by key id; two of them while a shop changes from one to the next. */
export type WidgetSecrets = { currentKeyId: string; byKeyId: ReadonlyMap<string, Uint8Array> };

const claims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  email: z.string().max(300).optional(),
  exp: z.number(),
});

/**
 * Reads a token that the shop's server has signed for its customer (HS256, audience = shop id, one hour at most).
 * AppError 'unauthenticated' for anything else: a customer is never taken for somebody, nor silently for nobody.
 */
export async function readIdentityToken(
  token: string,
  shopId: ShopId,
  secrets: WidgetSecrets,
  now: Date,
): Promise<VerifiedIdentity> {
  try {
    const keyId = decodeProtectedHeader(token).kid ?? secrets.currentKeyId;
    const secret = secrets.byKeyId.get(keyId);
    if (!secret) throw refused('unknown key id');
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      audience: shopId,
      currentDate: now,
      clockTolerance: toleranceSeconds,
      requiredClaims: ['exp', 'sub', 'aud'],
    });
    const read = claims.parse(payload);
    if (read.exp - now.getTime() / 1_000 > longestSeconds + toleranceSeconds)
      throw refused('valid for more than an hour');
    return { storeCustomerId: read.sub, name: read.name ?? '', email: read.email ?? '' };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused(error instanceof errors.JOSEError ? error.code : 'malformed', error);
  }
}

/** Signs a token as a shop's server would; for the demo page and for tests. */
export async function signIdentityToken(
  identity: { storeCustomerId: string; name?: string; email?: string },
  shopId: ShopId,
  secrets: WidgetSecrets,
  now: Date,
): Promise<string> {
  const secret = secrets.byKeyId.get(secrets.currentKeyId);
  if (!secret) throw new AppError('bug', 'the current widget secret is missing');
  return await new SignJWT({
    ...(identity.name ? { name: identity.name } : {}),
    ...(identity.email ? { email: identity.email } : {}),
  })
    .setProtectedHeader({ alg: 'HS256', kid: secrets.currentKeyId })
    .setSubject(identity.storeCustomerId)
    .setAudience(shopId)
    .setIssuedAt(Math.floor(now.getTime() / 1_000))
    .setExpirationTime(Math.floor(now.getTime() / 1_000) + 900)
    .sign(secret);
}

/** The shop's widget secrets, derived from its keys: nothing to store, and the one before still counts after a change. */
export async function loadWidgetSecrets(sql: Sql, shopId: ShopId, shopSecrets: ShopSecrets): Promise<WidgetSecrets> {
  const rows = await sql<{ version: number }[]>`
    select coalesce((settings ->> 'widgetSecretVersion')::int, 1) as version from shops where shop_id = ${shopId}`;
  const version = rows[0]?.version ?? 1;
  const versions = version > 1 ? [version, version - 1] : [version];
  return {
    currentKeyId: `v${version}`,
    byKeyId: new Map(versions.map((one) => [`v${one}`, new TextEncoder().encode(widgetSecret(shopSecrets, one))])),
  };
}

/** The secret as the shop's server gets it: text to be used as the HMAC key as it is. */
export function widgetSecret(shopSecrets: ShopSecrets, version: number): string {
  return shopSecrets.keyedHash('shops/widget-secret', `v${version}`).toString('base64url');
}

/** Starts a new secret; the one before stays valid until the next change. Returns its version. */
export async function rotateWidgetSecret(sql: Sql, shopId: ShopId): Promise<number> {
  const rows = await sql<{ version: number }[]>`
    update shops set settings = settings || jsonb_build_object('widgetSecretVersion',
      coalesce((settings ->> 'widgetSecretVersion')::int, 1) + 1)
    where shop_id = ${shopId} returning (settings ->> 'widgetSecretVersion')::int as version`;
  return rows[0]?.version ?? 1;
}

function refused(reason: string, cause?: unknown): AppError {
  return new AppError('unauthenticated', `identity token refused: ${reason}`, {
    field: 'identityToken',
    userMessageKey: 'problem.identity-token',
    cause,
  });
}
