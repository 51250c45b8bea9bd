/** Languages in which Peakdesk itself answers; the same list as in the understanding room, kept apart so that no arrow is needed. */
export const replyLanguages = ['zh-CN', 'zh-TW', 'en'] as const;
export type ReplyLanguage = (typeof replyLanguages)[number];
