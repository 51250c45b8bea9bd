import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../platform/index.ts';

/** Shortest password; longer than any list of leaked ones needs, short enough to be remembered as a sentence. */
export const shortestPassword = 10;

// OWASP Password Storage Cheat Sheet (2025): Argon2id with 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Argon2id hash of a password; AppError 'invalid' for one that is too short, too long or a single repeated sign. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < shortestPassword || password.length > 200 || new Set(password).size < 4)
    throw new AppError('invalid', 'the password is too weak', {
      field: 'password',
      userMessageKey: 'problem.weak-password',
    });
  return await hash(password, cost);
}

let decoy: Promise<string> | undefined;

/**
 * Whether a password fits its hash. Without a hash (unknown e-mail, invited but not yet joined) it works as long and says no,
 * so that the time tells nothing.
 */
export async function isPasswordRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > 200) return false;
  if (passwordHash === undefined) {
    decoy ??= hash('a password that nobody has', cost);
    await verify(await decoy, password);
    return false;
  }
  return await verify(passwordHash, password);
}
