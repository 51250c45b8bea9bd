import type { z } from 'zod';
import type { CaseRole, CaseStep } from './case-machine.ts';
import type { ProductRows } from './product-rows.ts';
import type { AfterSalesCase, LocalizedText, Order, Product, StoreCustomer } from './types.ts';

/** A value that an answer may state. `id` names the source (graph node, order, parcel, policy), `text` is filled by wording. */
export type Fact = {
  id: string;
  title: string;
  kind: 'money' | 'date' | 'date-time' | 'number' | 'text' | 'name' | 'id' | 'percent' | 'link';
  /** Minor units for money, ISO text for dates, else the text itself. */
  value: string | number;
  currency?: string;
  validFrom?: string;
  validTo?: string;
};

/** Names of what Peakdesk can do in a shop; a connector offers those that its platform knows. */
export const actionNames = [
  'cancel-order',
  'change-address',
  'change-items',
  'change-payment',
  'change-default-address',
  'request-return',
  'request-exchange',
  'request-refund',
  'report-problem',
  'urge-shipping',
  'request-invoice',
  'request-price-protection',
  'withdraw-case',
] as const;
export type ActionName = (typeof actionNames)[number];

/** Who wants it done: the shop's own customer id as far as it was proven, and by what. */
export type Actor = {
  storeCustomerId: string;
  identity: 'matched' | 'verified' | 'staff';
  staffId?: string;
  /** The second pair of eyes that has allowed exactly this. */
  approvedBy?: string;
};

/** Result of a dry run: what would happen (shown before the customer's yes), or why the shop's rules forbid it. */
export type Verdict =
  | { ok: true; facts: readonly Fact[]; summaryKey: string; parameters: Readonly<Record<string, string | number>> }
  | { ok: false; reasonKey: string; parameters: Readonly<Record<string, string | number>>; facts: readonly Fact[] };

export type ActionOutcome =
  | {
      ok: true;
      facts: readonly Fact[];
      resultKey: string;
      parameters: Readonly<Record<string, string | number>>;
      changed: readonly ChangedEntity[];
    }
  | { ok: false; reasonKey: string; parameters: Readonly<Record<string, string | number>>; facts: readonly Fact[] };

/** `state` is a case's or an order's state after the change. */
export type ChangedEntity = { collection: string; id: string; state?: string };

export type StoreAction = {
  name: ActionName;
  /** Arguments as a zod schema; strict. */
  schema: z.ZodType;
  changesOrders: boolean;
};

export type CustomerClue =
  | { by: 'id'; storeCustomerId: string }
  | { by: 'email'; email: string }
  | { by: 'name-zip'; firstName: string; lastName: string; zip: string }
  | { by: 'phone'; phone: string }
  | { by: 'order-phone'; orderId: string; phoneTail: string };

/** What may prove who somebody is: a clue that the shop's records bear out, or a one-time code to an address they hold. */
export type IdentityProof = CustomerClue['by'] | 'code';

export type StoreDescriptor = {
  platform: string;
  label: LocalizedText;
  /** Regular expressions (source) of this shop's order numbers. */
  orderNumberPatterns: readonly string[];
  /** What proves who somebody is in this shop, in the order to ask for. */
  identityClues: readonly IdentityProof[];
  /** Weaker clues that the shop may allow as well by its settings. */
  furtherClues?: readonly IdentityProof[];
  actions: readonly ActionName[];
  /** Actions for which the customer chooses the way of payment or refund (`paymentMethodId`). */
  needsPaymentMethod?: readonly ActionName[];
  /** Reasons a customer can give per action, first language first: value sent to the shop, words shown. */
  reasons: Readonly<Partial<Record<ActionName, readonly { value: string; label: LocalizedText }[]>>>;
};

/**
 * One shop's system behind one contract; each platform is a folder under `stores/`.
 * Reads may be cached by the caller for one turn. `check` never changes anything; `perform` runs once per idempotency key:
 * the same key with the same arguments answers the stored outcome, with other arguments it throws AppError 'conflict'.
 */
export type StoreConnector = {
  descriptor: StoreDescriptor;
  findCustomer(clue: CustomerClue): Promise<StoreCustomer | undefined>;
  /** Newest first. */
  listOrders(storeCustomerId: string, limit: number): Promise<readonly Order[]>;
  findOrder(orderId: string): Promise<Order | undefined>;
  listCases(storeCustomerId: string): Promise<readonly AfterSalesCase[]>;
  /** Whole catalogue; read at start and on change, not in a turn. */
  /** A store may hand each product to `visit` while it still reads on, in the order of the list; nobody may rely on it. */
  listProducts(visit?: (product: Product) => void): Promise<readonly Product[]>;
  /** The same products as rows of our own database; absent where the rows are something else. */
  productRows?: ProductRows;
  check(actor: Actor, action: ActionName, argumentsOfAction: unknown, now: Date): Promise<Verdict>;
  perform(
    actor: Actor,
    action: ActionName,
    argumentsOfAction: unknown,
    options: { idempotencyKey: string; now: Date },
  ): Promise<ActionOutcome>;
  /**
   * Takes a step of an after-sales case for a role (approve, receive, complete …), once per key like `perform`; absent where
   * the shop's system decides about its cases itself.
   */
  stepCase?(
    by: CaseRole,
    wanted: { caseId: string; step: CaseStep; note?: string; staffId?: string; approvedBy?: string },
    options: { idempotencyKey: string; now: Date },
  ): Promise<ActionOutcome>;
};
