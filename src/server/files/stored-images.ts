import type { ContentPart } from '../../conversations/index.ts';
import { AppError, type ConversationId, type ShopId } from '../../platform/index.ts';
import type { ServerParts } from '../server-parts.ts';
import { findFiles } from './file-store.ts';

/** Ids of the pictures in a message. */
export function imageIds(content: readonly ContentPart[]): string[] {
  return content.flatMap((part) => (part.kind === 'image' ? [part.image.fileId] : []));
}

/**
 * Content whose pictures are uploads that were not sent anywhere else; what is told of them is what was measured here.
 * AppError 'invalid' for any other picture.
 */
export async function withStoredImages(
  parts: ServerParts,
  shopId: ShopId,
  content: readonly ContentPart[],
  conversationId: ConversationId | undefined,
): Promise<readonly ContentPart[]> {
  const fileIds = imageIds(content);
  if (fileIds.length === 0) return content;
  const files = await parts.walk.database.inShop(shopId, (sql) => findFiles(sql, shopId, fileIds));
  return content.map((part) => {
    if (part.kind !== 'image') return part;
    const file = files.find((one) => one.fileId === part.image.fileId);
    if (!file || (file.conversationId !== undefined && file.conversationId !== conversationId))
      throw new AppError('invalid', 'no such upload', { field: 'content' });
    const { fileId, width, height, contentType, name } = file;
    return { kind: 'image', image: { fileId, width, height, contentType, name } };
  });
}
