import { z } from 'zod';
import { actionNames } from '../store-connector.ts';

const limit = z.object({
  /** Actions done. */
  count: z.int().positive().nullable().default(null),
  /** Minor units given out. */
  amount: z.int().nonnegative().nullable().default(null),
});
const none = { count: null, amount: null };
/** What a shop may let prove who somebody is; which of them count, its platform says as well. */
export const identityProofs = ['order-phone', 'code', 'phone', 'email', 'name-zip'] as const;

const perAction = <Schema extends z.ZodType>(schema: Schema) =>
  z.partialRecord(z.enum([...actionNames, 'step-case']), schema);

/**
 * How far Peakdesk may go by itself in a shop (`shops.settings.safety`); null is no limit. Days are the shop's calendar days.
 * The defaults stop nobody who behaves as customers do.
 */
export const safetySettings = z.object({
  /** Everything that changes something waits for people: neither the AI nor another agent nor a customer does anything. */
  isStopped: z.boolean().default(false),
  /** What proves who somebody is, in the order to ask for; null is what the platform does by default, which is the strict way. */
  identityClues: z.array(z.enum(identityProofs)).min(1).nullable().default(null),
  /** Proof that an action needs; where it is not named, what the shop's own clues prove is enough. */
  identity: perAction(z.enum(['matched', 'verified'])).default({}),
  /** Amount from which proof by token, channel or code is needed, whatever the action. */
  verifiedAbove: z.int().nonnegative().nullable().default(null),
  /** Amount from which a second person has to allow it: for every action, or for one. */
  approvalAbove: z.int().nonnegative().nullable().default(null),
  approvalAboveFor: perAction(z.int().nonnegative().nullable()).default({}),
  limits: z
    .object({
      perAction: limit.pick({ amount: true }).default({ amount: null }),
      perOrderDay: limit.default({ ...none, count: 15 }),
      perCustomerDay: limit.default({ ...none, count: 30 }),
      perShopDay: limit.default(none),
    })
    .prefault({}),
});
export type SafetySettings = z.infer<typeof safetySettings>;

/** The settings as stored; what is not as it should be makes the whole strict: every amount then waits for a second person. */
export function readSafetySettings(stored: unknown): SafetySettings {
  const parsed = safetySettings.safeParse(stored ?? {});
  return parsed.success ? parsed.data : { ...safetySettings.parse({}), approvalAbove: 1 };
}
