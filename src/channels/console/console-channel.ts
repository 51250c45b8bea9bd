import { z } from 'zod';
import { customerContentSchema } from '../../conversations/index.ts';
import { AppError } from '../../platform/index.ts';
import type { Channel } from '../channel.ts';

const line = z.strictObject({
  personId: z.string().min(1).max(200),
  isVerified: z.boolean(),
  messageId: z.string().max(200),
  content: customerContentSchema,
  language: z.enum(['zh-CN', 'zh-TW', 'en']).optional(),
  sentAt: z.date(),
});

/** Talks to a shop from a terminal or a script (`peakdesk ask`); the reply is read from the conversation itself. */
export function createConsoleChannel(): Channel {
  return {
    id: 'console',
    descriptor: {
      label: { 'zh-CN': '命令行', 'zh-TW': '命令列', en: 'Command line' },
      icon: 'terminal',
      textLimit: 8_000,
      media: ['image'],
      hasButtons: true,
      hasTyping: false,
      delivery: 'pull',
      mergeMilliseconds: 0,
    },
    receive: (raw) => {
      const read = line.safeParse(raw);
      if (!read.success)
        throw new AppError('invalid', read.error.issues[0]?.message ?? 'not a message', { field: 'text' });
      const { language, ...given } = read.data;
      return [{ channelId: 'console', ...given, ...(language ? { language } : {}) }];
    },
    send: async () => ({ state: 'sent' }),
  };
}
