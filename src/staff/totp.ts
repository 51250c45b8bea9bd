import { authenticator } from 'otplib';

/** Seconds that a code is valid (RFC 6238). */
const stepSeconds = 30;

/** What is sealed for one account; the last used step makes a code work only once. */
export type TotpSecret = { secret: string; lastStep: number };

/** A new secret of 160 bits with the address that authenticator apps read from a QR code. */
export function makeTotp(email: string, shopName: string): { totp: TotpSecret; otpauthUrl: string } {
  const secret = authenticator.generateSecret(20);
  return { totp: { secret, lastStep: 0 }, otpauthUrl: authenticator.keyuri(email, `Peakdesk ${shopName}`, secret) };
}

/**
 * Step of a right code, or undefined. One step of clock difference to either side is accepted; a step not newer than the
 * last used one is refused, so that an observed code cannot be used again.
 */
export function checkTotp(totp: TotpSecret, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const checker = authenticator.clone({ window: 1, epoch: now.getTime() });
  const delta = checker.checkDelta(code, totp.secret);
  if (delta === null) return undefined;
  const step = Math.floor(now.getTime() / 1_000 / stepSeconds) + delta;
  return step > totp.lastStep ? step : undefined;
}

/** Code of a moment, for tests and for the command line. */
export function totpCode(secret: string, now: Date): string {
  return authenticator.clone({ epoch: now.getTime() }).generate(secret);
}
