import { type Conversation, listMessages, type Message, type ReplyLanguage } from '../conversations/index.ts';
import { type Customer, findCustomer } from '../customers/index.ts';
import { AppError, type ConversationId } from '../platform/index.ts';
import { latestEntry } from '../routing/index.ts';
import type { SignedIn } from '../staff/index.ts';
import { type DeskParts, readConversation } from './desk-parts.ts';
import { findDraft } from './drafts.ts';
import { type HandOffView, readHandOff } from './hand-off-summary.ts';

/** Everything an agent sees of a conversation on opening it. */
export type DeskDetail = {
  conversation: Conversation;
  messages: readonly Message[];
  customer: Customer;
  handOff?: HandOffView;
  draft: string;
};

/** Messages that are shown at first; older ones come by page. */
export const messagesAtFirst = 50;

/** Reads a conversation for the desk; AppError 'not-found' where the shop has none of this id. */
export async function readDetail(parts: DeskParts, who: SignedIn, conversationId: ConversationId): Promise<DeskDetail> {
  const { shopId } = who;
  return await parts.database.inShop(shopId, async (sql) => {
    const conversation = await readConversation(sql, shopId, conversationId);
    const customer = await findCustomer(sql, shopId, conversation.customerId);
    if (!customer) throw new AppError('not-found', 'the customer was erased');
    const entry = await latestEntry(sql, shopId, conversationId);
    return {
      conversation,
      messages: await listMessages(sql, shopId, conversationId, {
        limit: messagesAtFirst,
        withPrivate: true,
        latest: true,
      }),
      customer,
      ...(entry && entry.status !== 'left' ? { handOff: readHandOff(entry, languageOf(who)) } : {}),
      draft: await findDraft(sql, shopId, conversationId, who.staff.staffId),
    };
  });
}

/** Older messages before `beforeSeq`, in order. */
export async function readOlder(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  page: { before?: number; limit: number },
): Promise<Message[]> {
  return await parts.database.inShop(who.shopId, async (sql) => {
    await readConversation(sql, who.shopId, conversationId);
    return await listMessages(sql, who.shopId, conversationId, {
      ...(page.before === undefined ? {} : { beforeSeq: page.before }),
      limit: page.limit,
      withPrivate: true,
      latest: true,
    });
  });
}

/** Language in which a member of staff reads: the first that we write. */
export function languageOf(who: SignedIn): ReplyLanguage {
  for (const language of who.staff.languages)
    if (language === 'zh-CN' || language === 'zh-TW' || language === 'en') return language;
  return 'zh-CN';
}
