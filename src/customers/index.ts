/** Who writes: identities on channels, the link to the shop's own customer, and the portrait. */
export {
  findCustomer,
  findCustomers,
  findCustomersByIdentity,
  findCustomersOf,
  findOrCreateCustomer,
  linkStoreCustomer,
  touchCustomer,
  updateProfile,
} from './customer-store.ts';
export {
  type CodeMade,
  type CodeRequest,
  type CodeTry,
  type CodeVerdict,
  codeMinutes,
  codeTries,
  makeCode,
  tryCode,
} from './one-time-codes.ts';
export type { ChannelIdentity, Customer, CustomerProfile, IdentityLevel } from './types.ts';
export {
  endWidgetSession,
  findWidgetSessions,
  type OpenedWidgetSession,
  type OpenWidgetSession,
  openWidgetSession,
  type WidgetSessionRecord,
} from './widget-session.ts';
