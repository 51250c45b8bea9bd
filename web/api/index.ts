/** The only door through which the browser code takes types from the server. */
export type {
  ActionName,
  ActionOutcome,
  StoreDescriptor,
  Verdict,
} from '../../src/commerce/store-connector.ts';
export type {
  Address,
  AfterSalesCase,
  LocalizedText,
  Order,
  OrderLine,
  Parcel,
  Product,
  StoreCustomer,
  Variant,
} from '../../src/commerce/types.ts';
export type * from '../../src/conversations/types.ts';
export type { Customer, IdentityLevel } from '../../src/customers/types.ts';
export type { CannedReply } from '../../src/desk/canned-replies.ts';
export type { ExplainedTurn } from '../../src/desk/explain-turn.ts';
export type { OverviewNumbers } from '../../src/desk/overview.ts';
export type { WorkingHours } from '../../src/routing/hours.ts';
export type { ClientLine, ServerLine } from '../../src/server/protocol/realtime.ts';
export type * from '../../src/server/protocol/views.ts';
export type { AuditEntry } from '../../src/staff/audit.ts';
export type { SkillGroup } from '../../src/staff/groups.ts';
export type { Ability } from '../../src/staff/policies.ts';
export type { SessionSummary } from '../../src/staff/sessions.ts';
export type { Ticket } from '../../src/tickets/types.ts';
