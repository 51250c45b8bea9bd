import { z } from 'zod';
import { AppError } from './errors.ts';
import { makeUuid } from './make-uuid.ts';

declare const brand: unique symbol;
/** A text that was checked to be an id of one kind; two kinds cannot be mixed up. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Checks for one kind of id; `schema` is for zod objects at the edges. */
export type IdKind<Id extends string> = {
  is(text: unknown): text is Id;
  /** Throws AppError 'invalid' when the text is no such id. */
  check(text: unknown): Id;
  schema: z.ZodType<Id>;
};

/** A kind of id that Peakdesk makes itself: UUIDv7, so that ids sort by the time they were made. */
export type MadeIdKind<Id extends string> = IdKind<Id> & { make(): Id };

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const shopPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
// A foreign platform's own id: printable, no blanks at the ends, short enough for an index.
const foreignPattern = /^[^\s\p{Cc}](?:[^\p{Cc}]{0,198}[^\s\p{Cc}])?$/u;

/** Makes an id kind from a pattern, for ids that somebody else makes. */
export function givenIdKind<Name extends string>(name: Name, pattern: RegExp): IdKind<Branded<Name>> {
  const is = (text: unknown): text is Branded<Name> => typeof text === 'string' && pattern.test(text);
  const check = (text: unknown): Branded<Name> => {
    if (!is(text)) throw new AppError('invalid', `not a ${name}: ${JSON.stringify(text)}`, { field: name });
    return text;
  };
  return { is, check, schema: z.custom<Branded<Name>>(is, `not a ${name}`) };
}

/** Makes an id kind whose ids are UUIDs made here. */
export function madeIdKind<Name extends string>(name: Name): MadeIdKind<Branded<Name>> {
  const kind = givenIdKind(name, uuidPattern);
  return { ...kind, make: () => kind.check(makeUuid()) };
}

/** Short name of a shop in addresses: lower-case letters, digits, hyphens; 1 to 63 characters. */
export type ShopId = Branded<'ShopId'>;
export const ShopId = givenIdKind('ShopId', shopPattern);

/** The store platform's own ids, kept as they came. */
export type OrderId = Branded<'OrderId'>;
export const OrderId = givenIdKind('OrderId', foreignPattern);
export type ProductId = Branded<'ProductId'>;
export const ProductId = givenIdKind('ProductId', foreignPattern);

export type CustomerId = Branded<'CustomerId'>;
export const CustomerId = madeIdKind('CustomerId');
export type ConversationId = Branded<'ConversationId'>;
export const ConversationId = madeIdKind('ConversationId');
export type MessageId = Branded<'MessageId'>;
export const MessageId = madeIdKind('MessageId');
export type TurnId = Branded<'TurnId'>;
export const TurnId = madeIdKind('TurnId');
export type StaffId = Branded<'StaffId'>;
export const StaffId = madeIdKind('StaffId');
/** A sign-in of a member of staff or of a customer in the widget. */
export type SessionId = Branded<'SessionId'>;
export const SessionId = madeIdKind('SessionId');
/** An after-sales case: return, exchange, refund; the shop's system makes its number. */
export type CaseId = Branded<'CaseId'>;
export const CaseId = givenIdKind('CaseId', foreignPattern);
export type TicketId = Branded<'TicketId'>;
export const TicketId = madeIdKind('TicketId');
export type ReleaseId = Branded<'ReleaseId'>;
export const ReleaseId = madeIdKind('ReleaseId');
export type FlowRunId = Branded<'FlowRunId'>;
export const FlowRunId = madeIdKind('FlowRunId');
export type JobId = Branded<'JobId'>;
export const JobId = madeIdKind('JobId');
