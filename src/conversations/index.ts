export {
  appendMessages,
  findByClientId,
  findBySourceId,
  lockConversations,
  type NewMessage,
  type Pace,
  readPause,
} from './append-messages.ts';
export {
  agentContentSchema,
  cleanContent,
  cleanText,
  customerContentSchema,
  longestText,
  textOf,
  wordsOf,
} from './content.ts';
export { type ConversationState, nextState, stateOf, type Transition } from './conversation-state.ts';
export {
  type ConversationPatch,
  findContinuable,
  findContinuableOf,
  findConversation,
  findConversations,
  insertConversations,
  listConversationsOfCustomer,
  listLatestMessages,
  listMessages,
  moveMark,
  type ReadMark,
  setDelivery,
  updateConversation,
} from './conversation-store.ts';
export { type ReplyLanguage, replyLanguages } from './language.ts';
export { type ConversationRow, type MessageRow, toConversation, toMessage } from './rows.ts';
export * from './types.ts';
