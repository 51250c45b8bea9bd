import { v7 } from 'uuid';
import type { ConversationId, CustomerId, ShopId, Sql } from '../platform/index.ts';

/** `asked`: somebody has to call; the others are its ends. */
export type CallBackState = 'asked' | 'reached' | 'missed' | 'taken-back';

/** A customer who is to be called when the place has come up. The number itself is sealed; see `sealPurpose`. */
export type CallBack = {
  callBackId: string;
  conversationId: ConversationId;
  customerId: CustomerId;
  state: CallBackState;
  phoneMasked: string;
  askedAt: Date;
  /** Out of hours: when it enters the queue. */
  entersAt?: Date;
  openedAt?: Date;
  /** Calls that nobody answered. */
  tries: number;
  triedAt?: Date;
};

type Row = {
  call_back_id: string;
  conversation_id: ConversationId;
  customer_id: CustomerId;
  state: CallBackState;
  phone_masked: string;
  asked_at: Date;
  enters_at: Date | null;
  opened_at: Date | null;
  tries: number;
  tried_at: Date | null;
};

/** Where a sealed number lives: it opens with this conversation only. */
export function sealPurpose(conversationId: ConversationId): string {
  return `call_backs/phone_sealed/${conversationId}`;
}

/** Notes that a customer is to be called back; asked again it is the new number, at the old place. False where the talk is over. */
export async function askCallBack(
  sql: Sql,
  input: {
    shopId: ShopId;
    conversationId: ConversationId;
    phoneSealed: Buffer;
    phoneMasked: string;
    entersAt?: Date;
    now: Date;
  },
): Promise<boolean> {
  const rows = await sql`
    insert into call_backs (shop_id, call_back_id, conversation_id, customer_id, phone_sealed, phone_masked, asked_at, enters_at)
    select ${input.shopId}, ${v7()}, conversation_id, customer_id, ${input.phoneSealed}, ${input.phoneMasked}, ${input.now},
      ${input.entersAt ?? null}
    from conversations
    where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and status <> 'closed'
    on conflict (shop_id, conversation_id) where state = 'asked' do update
      set phone_sealed = excluded.phone_sealed, phone_masked = excluded.phone_masked, enters_at = excluded.enters_at, opened_at = null
    returning 1`;
  return rows.length > 0;
}

/** The latest call-back of a conversation, also one that is over; `lock` keeps it until the end of the transaction. */
export async function findCallBack(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  options: { lock?: boolean } = {},
): Promise<CallBack | undefined> {
  const rows = await sql<Row[]>`
    select * from call_backs where shop_id = ${shopId} and conversation_id = ${conversationId}
    order by (state = 'asked') desc, asked_at desc limit 1 ${options.lock ? sql`for update` : sql``}`;
  return rows[0] && toCallBack(rows[0]);
}

/** Ends a call-back without a call, as the customer wants it or because the talk is over; the place in the queue stays. False where none is open. */
export async function takeCallBackBack(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update call_backs set state = 'taken-back', ended_at = ${now}
    where shop_id = ${shopId} and conversation_id = ${conversationId} and state = 'asked' returning 1`;
  return rows.length > 0;
}

/** The sealed number, noted as opened from now on; undefined where no call-back is open. */
export async function openCallBackNumber(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  now: Date,
): Promise<Buffer | undefined> {
  const rows = await sql<{ phone_sealed: Buffer }[]>`
    update call_backs set opened_at = ${now}
    where shop_id = ${shopId} and conversation_id = ${conversationId} and state = 'asked' returning phone_sealed`;
  return rows[0]?.phone_sealed;
}

/** Notes a call; the state is what has become of the call-back by it. */
export async function noteCall(
  sql: Sql,
  shopId: ShopId,
  callBackId: string,
  call: { state: CallBackState; tries: number; now: Date },
): Promise<void> {
  await sql`
    update call_backs set state = ${call.state}, tries = ${call.tries}, tried_at = ${call.now},
      ended_at = ${call.state === 'asked' ? null : call.now}
    where shop_id = ${shopId} and call_back_id = ${callBackId}`;
}

/**
 * Call-backs whose hour has come, in the order in which they were asked for; each is given out once. So are those whose conversation has
 * come back to the AI meanwhile, from a person or a group: without the queue nobody would ever call.
 */
export async function takeDueCallBacks(sql: Sql, shopId: ShopId, now: Date): Promise<CallBack[]> {
  const rows = await sql<Row[]>`
    update call_backs set enters_at = null
    where shop_id = ${shopId} and state = 'asked' and (enters_at <= ${now} or enters_at is null and exists (
      select 1 from conversations where conversations.shop_id = ${shopId}
        and conversations.conversation_id = call_backs.conversation_id and handler = 'ai' and status <> 'closed'))
    returning *`;
  return rows.map(toCallBack).sort((one, other) => one.askedAt.getTime() - other.askedAt.getTime());
}

/** Lets a call-back enter the queue later. */
export async function postponeCallBack(sql: Sql, shopId: ShopId, callBackId: string, entersAt: Date): Promise<void> {
  await sql`
    update call_backs set enters_at = ${entersAt}
    where shop_id = ${shopId} and call_back_id = ${callBackId} and state = 'asked'`;
}

/**
 * Conversations that have waited long enough to be offered a call-back, each once; only of channels that can show the form, and while the
 * customer has not asked for one.
 */
export async function takeOffersDue(
  sql: Sql,
  shopId: ShopId,
  input: { channels: readonly string[]; waitingBefore: Date; now: Date },
): Promise<ConversationId[]> {
  const rows = await sql<{ conversation_id: ConversationId }[]>`
    update queue_entries set call_back_offered_at = ${input.now}
    where shop_id = ${shopId} and status = 'waiting' and call_back_offered_at is null and queued_at <= ${input.waitingBefore}
      and channel_id = any(${[...input.channels]}::text[])
      and not exists (select 1 from call_backs where call_backs.shop_id = ${shopId}
        and call_backs.conversation_id = queue_entries.conversation_id and state = 'asked')
    returning conversation_id`;
  return rows.map((row) => row.conversation_id).sort();
}

function toCallBack(row: Row): CallBack {
  return {
    callBackId: row.call_back_id,
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    state: row.state,
    phoneMasked: row.phone_masked,
    askedAt: row.asked_at,
    ...(row.enters_at ? { entersAt: row.enters_at } : {}),
    ...(row.opened_at ? { openedAt: row.opened_at } : {}),
    tries: row.tries,
    ...(row.tried_at ? { triedAt: row.tried_at } : {}),
  };
}
