import { z } from 'zod';
import type { Clock } from '../../../platform/index.ts';
import type { RemoteParts, RemoteToken, TokenStore } from '../remote/remote-platform.ts';
import { settingOf } from './connection-fields.ts';
import type { PlatformAnswer } from './platform-answer.ts';
import { readAs, textOrEmpty } from './read-json.ts';

/** How a platform hands out tokens: a first one, and where it has refresh tokens a next one. */
export type TokenFlow = {
  first(): Promise<RemoteToken>;
  next?(refresh: string): Promise<RemoteToken>;
};

/** Tokens are renewed this long before they end, so that no request runs into the end. */
const spareMilliseconds = 10 * 60_000;

/** A token that is valid now; renewed early, by one node at a time. `isRefused` says that the platform did not take the stored one. */
async function accessToken(
  { tokens, clock }: { tokens: TokenStore; clock: Clock },
  flow: TokenFlow,
  isRefused = false,
): Promise<string> {
  const stored = await tokens.read();
  if (stored !== undefined && !isRefused && !endsSoon(stored, clock)) return stored.access;
  const renewed = await tokens.renew(stored, async () => {
    const refresh = stored?.refresh;
    return refresh === undefined || flow.next === undefined ? flow.first() : flow.next(refresh);
  });
  return renewed.access;
}

/**
 * Sends with a valid token, and once more with a new one where the platform says by one of the codes `stale` that it has ended.
 * `flow` is told whether the platform has refused the token before.
 */
export async function sendWithToken(
  parts: { tokens: TokenStore; clock: Clock },
  flow: (isRefused: boolean) => TokenFlow & { mayRenew?: boolean },
  stale: readonly string[],
  send: (token: string) => Promise<PlatformAnswer<unknown>>,
): Promise<PlatformAnswer<unknown>> {
  const answer = await send(await accessToken(parts, flow(false)));
  if (answer.ok || !stale.includes(answer.code) || flow(true).mayRenew === false) return answer;
  return send(await accessToken(parts, flow(true), true));
}

/** The flow of platforms where the owner enters a token: it can be renewed only where a refresh token came with it. */
export function enteredTokenFlow(
  parts: Pick<RemoteParts, 'settings' | 'clock'>,
  key: string,
  next: NonNullable<TokenFlow['next']>,
): TokenFlow & { mayRenew: boolean } {
  return {
    first: async () => enteredToken(parts, key),
    next,
    mayRenew: settingOf(parts.settings, 'refreshToken') !== '',
  };
}

/** The token that the owner has entered. It lives as long as the authorisation; the platform tells when it has ended. */
function enteredToken({ settings, clock }: Pick<RemoteParts, 'settings' | 'clock'>, key: string): RemoteToken {
  const refresh = settingOf(settings, 'refreshToken');
  return {
    access: settingOf(settings, key),
    expiresAt: endsAfter(clock, secondsOfYear),
    ...(refresh === '' ? {} : { refresh }),
  };
}

const secondsOfYear = 365 * 86_400;

/** A renewed token as OAuth 2 answers it (RFC 6749, 5.1); without a new refresh token the old one stays. */
export function renewedToken(clock: Clock, answer: unknown, { old, what }: { old: string; what: string }): RemoteToken {
  const token = readAs(tokenAnswer, answer, what);
  return {
    access: token.access_token,
    refresh: token.refresh_token || old,
    expiresAt: endsAfter(clock, token.expires_in),
  };
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: textOrEmpty,
  expires_in: z.coerce.number().positive(),
});

/** When a token ends that lives so many seconds from now. */
export function endsAfter(clock: Clock, seconds: number): string {
  return new Date(clock.now().getTime() + seconds * 1000).toISOString();
}

function endsSoon(token: RemoteToken, clock: Clock): boolean {
  const left = new Date(token.expiresAt).getTime() - clock.now().getTime();
  return left <= spareMilliseconds;
}
