/** The only door through which the browser code takes types from the server. */
export type * from '../../src/conversations/types.ts';
export type { AfterSalesCase, LocalizedText, Order, OrderLine, Parcel, Product, StoreCustomer } from '../../src/commerce/types.ts';
export type * from '../../src/server/protocol/views.ts';
export type { ClientLine, ServerLine } from '../../src/server/protocol/realtime.ts';
