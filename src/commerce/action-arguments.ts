import { z } from 'zod';
import type { ActionName } from './store-connector.ts';

const id = z.string().min(1).max(200);
const line = z.string().trim().max(200);
const text = line.min(1);

/** An address as a customer gives it; name and phone stay as they were where they are not given. */
export const addressArgument = z.strictObject({
  name: text.optional(),
  phone: text.optional(),
  country: text,
  province: line,
  city: text,
  district: line.default(''),
  detail: text,
  zip: line.default(''),
});
export type AddressArgument = z.infer<typeof addressArgument>;

/** What went wrong with goods that arrived: broken, not what was ordered, not complete, faulty. */
export const problemKinds = ['damaged', 'wrong', 'missing', 'quality'] as const;

/** Pieces of each line in the order of the lines; without them all pieces for which nothing runs yet. */
const quantities = z.array(z.int().positive()).min(1).max(50).optional();

const itemSwap = z.strictObject({
  orderId: id,
  /** Lines to change; one line per piece where the platform counts pieces. */
  lines: z.array(id).min(1).max(50),
  /** Wanted variants in the same order. */
  newVariantIds: z.array(id).min(1).max(50),
  /** Pays or receives the difference; without it the original payment does. */
  paymentMethodId: id.optional(),
});

/** Arguments of every action; strict, so that a misspelt one is refused instead of ignored. */
export const actionArguments = {
  'cancel-order': z.strictObject({ orderId: id, reason: text }),
  'change-address': z.strictObject({ orderId: id, address: addressArgument }),
  'change-default-address': z.strictObject({ address: addressArgument }),
  'change-items': itemSwap,
  'change-payment': z.strictObject({ orderId: id, paymentMethodId: id }),
  'request-return': z.strictObject({
    orderId: id,
    lineIds: z.array(id).min(1).max(50),
    quantities,
    reason: text,
    /** The goods as the customer describes them. */
    condition: z.enum(['intact', 'opened', 'activated']).optional(),
    paymentMethodId: id.optional(),
  }),
  'request-exchange': itemSwap.extend({ quantities }),
  'request-refund': z.strictObject({ orderId: id, reason: text }),
  'report-problem': z.strictObject({
    orderId: id,
    lineIds: z.array(id).min(1).max(50),
    quantities,
    problem: z.enum(problemKinds),
    /** Repair is for faults under warranty. */
    wish: z.enum(['reship', 'refund', 'repair']),
    description: z.string().trim().max(2000),
    /** Ids of uploaded files. */
    images: z.array(id).max(9),
  }),
  'urge-shipping': z.strictObject({ orderId: id }),
  'request-invoice': z.strictObject({
    orderId: id,
    titleType: z.enum(['personal', 'company']),
    title: text,
    taxNumber: line.optional(),
    email: z.email().max(200),
  }),
  'request-price-protection': z.strictObject({ orderId: id, lineId: id }),
  'withdraw-case': z.strictObject({ caseId: id }),
} as const satisfies Record<ActionName, z.ZodType>;

export type ArgumentsOf<Name extends ActionName> = z.infer<(typeof actionArguments)[Name]>;

/** An action with its checked arguments. */
export type CheckedAction = { [Name in ActionName]: { name: Name; given: ArgumentsOf<Name> } }[ActionName];

/** The arguments checked, or the field at fault (a path such as 'address.city'). */
export function readActionArguments(
  name: ActionName,
  given: unknown,
): { ok: true; action: CheckedAction } | { ok: false; field: string } {
  const parsed = checkedAction.safeParse({ name, given });
  if (parsed.success) return { ok: true, action: parsed.data };
  const path = parsed.error.issues[0]?.path ?? [];
  return { ok: false, field: path.slice(1).join('.') };
}

const checkedAction: z.ZodType<CheckedAction> = z.discriminatedUnion('name', [
  one('cancel-order'),
  one('change-address'),
  one('change-default-address'),
  one('change-items'),
  one('change-payment'),
  one('request-return'),
  one('request-exchange'),
  one('request-refund'),
  one('report-problem'),
  one('urge-shipping'),
  one('request-invoice'),
  one('request-price-protection'),
  one('withdraw-case'),
]);

function one<Name extends ActionName>(name: Name) {
  return z.object({ name: z.literal(name), given: actionArguments[name] });
}
