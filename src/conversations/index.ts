export { appendMessages, findByClientId, findBySourceId, type NewMessage } from './append-messages.ts';
export { agentContentSchema, cleanContent, cleanText, customerContentSchema, longestText, textOf, wordsOf } from './content.ts';
export { nextState, stateOf, type ConversationState, type Transition } from './conversation-state.ts';
export {
  findContinuable,
  findContinuableOf,
  findConversation,
  insertConversation,
  listConversationsOfCustomer,
  listMessages,
  loadDialogueState,
  moveMark,
  updateConversation,
  type ConversationPatch,
  type ReadMark,
} from './conversation-store.ts';
export { replyLanguages, type ReplyLanguage } from './language.ts';
export { type ConversationRow, toConversation, toMessage, type MessageRow } from './rows.ts';
export * from './types.ts';
