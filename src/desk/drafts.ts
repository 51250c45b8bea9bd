import type { ConversationId, ShopId, Sql, StaffId } from '../platform/index.ts';

/** Keeps what somebody has typed and not sent yet; an empty text removes it. */
export async function saveDraft(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; staffId: StaffId; text: string; now: Date },
): Promise<void> {
  const { shopId, conversationId, staffId, text, now } = input;
  if (text === '') {
    await sql`
      delete from drafts where shop_id = ${shopId} and conversation_id = ${conversationId} and staff_id = ${staffId}`;
    return;
  }
  await sql`
    insert into drafts (shop_id, conversation_id, staff_id, text, updated_at)
    values (${shopId}, ${conversationId}, ${staffId}, ${text}, ${now})
    on conflict (shop_id, conversation_id, staff_id) do update set text = excluded.text, updated_at = excluded.updated_at`;
}

/** The own draft of a conversation; empty when there is none. */
export async function findDraft(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  staffId: StaffId,
): Promise<string> {
  const rows = await sql<{ text: string }[]>`
    select text from drafts where shop_id = ${shopId} and conversation_id = ${conversationId} and staff_id = ${staffId}`;
  return rows[0]?.text ?? '';
}
