import { agentContentSchema } from '../../conversations/index.ts';
import { type Reply, type ReplyResult, sendReply } from '../../desk/index.ts';
import type { SignedIn } from '../../staff/index.ts';
import { claimFiles } from '../files/file-store.ts';
import { imageIds, withStoredImages } from '../files/stored-images.ts';
import { readPart } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';

/** An agent's message over HTTP or a socket: content checked, pictures tied to the conversation. */
export async function replyAsStaff(
  parts: ServerParts,
  who: SignedIn,
  given: Omit<Reply, 'content'> & { content: unknown },
): Promise<ReplyResult> {
  const { shopId } = who;
  const read = readPart(agentContentSchema, given.content);
  const content = await withStoredImages(parts, shopId, read, given.conversationId);
  const result = await sendReply(parts.walk, who, { ...given, content });
  const images = imageIds(content);
  if (images.length > 0)
    await parts.walk.database.inShop(shopId, (sql) => claimFiles(sql, shopId, images, given.conversationId));
  return result;
}
