import type { ConversationId, ShopId, Sql } from '../../platform/index.ts';

/** An uploaded picture. Until it was sent in a message it belongs to no conversation. */
export type StoredFile = {
  fileId: string;
  conversationId?: ConversationId;
  name: string;
  contentType: string;
  bytes: number;
  width: number;
  height: number;
};

type Row = {
  file_id: string;
  conversation_id: ConversationId | null;
  name: string;
  content_type: string;
  bytes: number;
  width: number;
  height: number;
};

/** Notes an upload. */
export async function insertFile(sql: Sql, shopId: ShopId, file: StoredFile, now: Date): Promise<void> {
  await sql`
    insert into files (shop_id, file_id, conversation_id, name, content_type, bytes, width, height, created_at)
    values (${shopId}, ${file.fileId}, ${file.conversationId ?? null}, ${file.name}, ${file.contentType}, ${file.bytes},
            ${file.width}, ${file.height}, ${now})`;
}

/** Uploads by id; unknown ones are missing. */
export async function findFiles(sql: Sql, shopId: ShopId, fileIds: readonly string[]): Promise<StoredFile[]> {
  const rows = await sql<Row[]>`
    select * from files where shop_id = ${shopId} and file_id = any(${[...fileIds]}::uuid[])`;
  return rows.map((row) => ({
    fileId: row.file_id,
    ...(row.conversation_id ? { conversationId: row.conversation_id } : {}),
    name: row.name,
    contentType: row.content_type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
  }));
}

/** Ties uploads to the conversation they were sent in; who may read the conversation may read them. */
export async function claimFiles(
  sql: Sql,
  shopId: ShopId,
  fileIds: readonly string[],
  conversationId: ConversationId,
): Promise<void> {
  await sql`
    update files set conversation_id = ${conversationId}
    where shop_id = ${shopId} and file_id = any(${[...fileIds]}::uuid[]) and conversation_id is null`;
}
