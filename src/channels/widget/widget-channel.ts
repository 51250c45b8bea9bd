import { z } from 'zod';
import { customerContentSchema } from '../../conversations/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Channel } from '../channel.ts';

/** Id of the chat window on the shop's own pages. */
export const widgetChannelId = 'widget';

/** What a window's request becomes before the channel checks it: who it is was proven by the session token. */
const delivery = z.strictObject({
  personId: z.string().min(1).max(300),
  isVerified: z.boolean(),
  clientId: z.string().min(8).max(64),
  content: customerContentSchema,
  language: z.enum(['zh-CN', 'zh-TW', 'en']).optional(),
  sentAt: z.date(),
});

/** The chat window: sending needs nothing but the stored message, every open window hears of it from the server. */
export function createWidgetChannel(): Channel {
  return {
    id: widgetChannelId,
    descriptor: {
      label: { 'zh-CN': '网页聊天', 'zh-TW': '網頁聊天', en: 'Web chat' },
      icon: 'message-circle',
      textLimit: 8_000,
      media: ['image'],
      hasButtons: true,
      hasTyping: true,
      hasForms: true,
      delivery: 'pull',
      mergeMilliseconds: 700,
      pace: { perSecond: 2, burst: 10 },
    },
    receive: (raw) => {
      const read = delivery.safeParse(raw);
      if (!read.success) {
        const issue = read.error.issues[0];
        throw new AppError('invalid', issue?.message ?? 'not a message', { field: issue?.path.join('.') ?? 'content' });
      }
      const { language, ...given } = read.data;
      return [{ channelId: widgetChannelId, ...given, ...(language ? { language } : {}) }];
    },
    send: async () => ({ state: 'sent' }),
  };
}
