import { v7 } from 'uuid';
import { z } from 'zod';
import { findConversation } from '../../conversations/index.ts';
import { AppError, type ShopId } from '../../platform/index.ts';
import { isAllowed } from '../../staff/index.ts';
import { readShopFile, safeFileName, writeShopFile } from '../files/file-folder.ts';
import { findFiles, insertFile, type StoredFile } from '../files/file-store.ts';
import { readImage } from '../files/image.ts';
import { EdgeError } from '../http/problem.ts';
import {
  type Caller,
  eitherRoute,
  none,
  type Reply,
  type RequestMeta,
  type Route,
  staffRoute,
  widgetRoute,
} from '../http/route.ts';
import { takeToken } from '../http/take-token.ts';
import type { ServerParts } from '../server-parts.ts';

/** Largest picture in bytes. */
const pictureLimit = 10_000_000;
const uploaded = z.object({ image: z.unknown(), url: z.string() });

/** Pictures: taken in by content, kept without hidden data, given out to those who may read the conversation. */
export const fileRoutes: readonly Route[] = [
  widgetRoute({
    method: 'POST',
    path: '/api/v1/widget/files',
    summary: 'Upload a picture (raw body, name in x-file-name)',
    params: none,
    query: none,
    body: none,
    response: uploaded,
    rawLimit: pictureLimit,
    handle: async ({ parts, edge, meta, session }) => {
      takeToken(edge.limits.uploads, session.customerId);
      return await keep(parts, session.shopId, meta);
    },
  }),
  staffRoute('files.upload', {
    method: 'POST',
    path: '/api/v1/files',
    summary: 'Upload a picture (raw body, name in x-file-name)',
    params: none,
    query: none,
    body: none,
    response: uploaded,
    rawLimit: pictureLimit,
    handle: async ({ parts, edge, meta, who }) => {
      takeToken(edge.limits.uploads, who.staff.staffId);
      return await keep(parts, who.shopId, meta);
    },
  }),
  eitherRoute({
    method: 'GET',
    path: '/api/v1/files/:fileId',
    summary: 'A picture of a conversation that the caller may read',
    params: z.strictObject({ fileId: z.uuid() }),
    query: none,
    body: none,
    handle: async ({ parts, caller }, { params }) => {
      const { shopId, file } = await findReadable(parts, caller, params.fileId);
      const bytes = await readShopFile(parts.ground.config, shopId, file.fileId);
      return {
        bytes,
        headers: {
          'content-type': file.contentType,
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(safeFileName(file.name, file.contentType))}`,
          'cache-control': 'private, max-age=86400, immutable',
          'cross-origin-resource-policy': 'same-origin',
        },
      };
    },
  }),
];

async function keep(parts: ServerParts, shopId: ShopId, meta: RequestMeta): Promise<Reply> {
  const image = readImage(meta.bytes);
  if (!image) throw new EdgeError(415, 'problem.not-an-image', 'not a picture by its content');
  const fileId = v7();
  const { contentType, width, height, bytes } = image;
  const name = safeFileName(decodeName(meta.fileName), contentType);
  await writeShopFile(parts.ground.config, shopId, fileId, bytes);
  const file: StoredFile = { fileId, name, contentType, bytes: bytes.length, width, height };
  const now = parts.walk.clock.now();
  await parts.walk.database.inShop(shopId, (sql) => insertFile(sql, shopId, file, now));
  return { status: 201, body: { image: { fileId, width, height, contentType, name }, url: `/api/v1/files/${fileId}` } };
}

/** Headers are ASCII; a name in other letters comes percent-encoded. */
function decodeName(header: string): string {
  try {
    return decodeURIComponent(header).slice(0, 255).toWellFormed();
  } catch {
    return header.slice(0, 255);
  }
}

async function findReadable(
  parts: ServerParts,
  caller: Caller,
  fileId: string,
): Promise<{ shopId: ShopId; file: StoredFile }> {
  if (caller.kind === 'public') throw new AppError('unauthenticated', 'nobody');
  const { shopId } = caller.kind === 'staff' ? caller.who : caller.session;
  const file = await parts.walk.database.inShop(shopId, async (sql) => {
    const [found] = await findFiles(sql, shopId, [fileId]);
    if (!found) return undefined;
    if (caller.kind === 'staff') return isAllowed(caller.who.staff.role, 'conversations.read') ? found : undefined;
    if (!found.conversationId) return undefined;
    const conversation = await findConversation(sql, shopId, found.conversationId);
    return conversation?.customerId === caller.session.customerId ? found : undefined;
  });
  if (!file) throw new AppError('not-found', 'no such file for this caller');
  return { shopId, file };
}
