import { widgetChannelId } from '../../channels/index.ts';
import { customerContentSchema, findContinuable, type Message } from '../../conversations/index.ts';
import type { WidgetSessionRecord } from '../../customers/index.ts';
import { AppError } from '../../platform/index.ts';
import { claimFiles } from '../files/file-store.ts';
import { imageIds, withStoredImages } from '../files/stored-images.ts';
import { readPart } from '../http/route.ts';
import type { ServerParts } from '../server-parts.ts';
import { takeCallBackForm } from './ask-call-back.ts';

/** What a window wants to say; `content` is unchecked. */
export type WindowMessage = { clientId: string; content: unknown; language?: 'zh-CN' | 'zh-TW' | 'en' };

/** Takes a customer's message in by its channel; the same client id stores it once. Resolves after the commit. */
export async function receiveFromWindow(
  parts: ServerParts,
  session: WidgetSessionRecord,
  given: WindowMessage,
): Promise<Message> {
  const { shopId, customerId, personId, isVerified } = session;
  const channel = parts.walk.channels.get(widgetChannelId);
  if (!channel) throw new AppError('bug', 'the widget channel is not in the list');
  const content = await takeCallBackForm(parts, session, readPart(customerContentSchema, given.content));
  const images = imageIds(content);
  const running =
    images.length === 0
      ? undefined
      : await parts.walk.database.inShop(shopId, (sql) => findContinuable(sql, shopId, customerId, widgetChannelId));
  const [inbound] = channel.receive({
    personId,
    isVerified,
    clientId: given.clientId,
    content: await withStoredImages(parts, shopId, content, running?.conversationId),
    ...(given.language ? { language: given.language } : {}),
    sentAt: parts.walk.clock.now(),
  });
  if (!inbound) throw new AppError('invalid', 'an empty message');
  const received = await parts.receiver.receive(shopId, inbound);
  if (images.length > 0)
    await parts.walk.database.inShop(shopId, (sql) => claimFiles(sql, shopId, images, received.conversationId));
  return received.message;
}
