import type { Clock } from '../../../platform/index.ts';
import type { RemoteToken, TokenStore } from '../remote/remote-platform.ts';

/** How a platform hands out tokens: a first one, and where it has refresh tokens a next one. */
export type TokenFlow = {
  first(): Promise<RemoteToken>;
  next?(refresh: string): Promise<RemoteToken>;
};

/** Tokens are renewed this long before they end, so that no request runs into the end. */
const spareMilliseconds = 10 * 60_000;

/** A token that is valid now; renewed early, by one node at a time. `isRefused` says that the platform did not take the stored one. */
export async function accessToken(
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

/** When a token ends that lives so many seconds from now. */
export function endsAfter(clock: Clock, seconds: number): string {
  return new Date(clock.now().getTime() + seconds * 1000).toISOString();
}

function endsSoon(token: RemoteToken, clock: Clock): boolean {
  const left = new Date(token.expiresAt).getTime() - clock.now().getTime();
  return left <= spareMilliseconds;
}
