import type { Conversation, ConversationDetail, Message } from '../../api/index.ts';

/** A detail after a change, and whether messages are missing that must be fetched. */
export type PatchedDetail = { detail: ConversationDetail; hasGap: boolean };

/**
 * Puts messages into a conversation, in order and each once. A message beyond the next seq is kept, too, but tells that there is a gap.
 */
export function withMessages(detail: ConversationDetail, arrived: readonly Message[]): PatchedDetail {
  const messages = mergeMessages(detail.messages, arrived);
  const conversation = withLastMessage(detail.conversation, messages);
  return { detail: { ...detail, messages, conversation }, hasGap: hasGap(messages) };
}

/** Two lists of messages as one, by seq, the later copy of a message winning. */
export function mergeMessages(known: readonly Message[], arrived: readonly Message[]): readonly Message[] {
  const newest = known.at(-1)?.seq ?? 0;
  const [only] = arrived;
  if (only && arrived.length === 1 && only.seq > newest) return [...known, only];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of arrived) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

/** The conversation as told, unless what is known is newer already. */
export function withConversation(detail: ConversationDetail, conversation: Conversation): ConversationDetail {
  if (conversation.version < detail.conversation.version) return detail;
  const lastSeq = Math.max(conversation.lastSeq, detail.conversation.lastSeq);
  return { ...detail, conversation: { ...conversation, lastSeq } };
}

/** A detail that was fetched again, with the older messages that had been loaded before. */
export function withKnownMessages(
  fetched: ConversationDetail,
  known: ConversationDetail | undefined,
): ConversationDetail {
  const first = fetched.messages[0]?.seq ?? 1;
  // Only what joins without a gap may stay: a hole in the middle would never be filled.
  const before = (known?.messages ?? []).filter((message) => message.seq < first);
  if (before.at(-1)?.seq !== first - 1) return fetched;
  return { ...fetched, messages: mergeMessages(before, fetched.messages) };
}

/** Whether older messages exist than those that are shown. */
export function hasOlder(messages: readonly Message[]): boolean {
  return (messages[0]?.seq ?? 1) > 1;
}

/** What somebody else, a colleague or the AI, has said to the customer after `seq`. */
export function saidByOthers(messages: readonly Message[], seq: number, ownStaffId: string): readonly Message[] {
  return messages.filter(
    ({ seq: at, author, isPrivate }) =>
      at > seq && !isPrivate && (author.kind === 'ai' || (author.kind === 'agent' && author.id !== ownStaffId)),
  );
}

function hasGap(messages: readonly Message[]): boolean {
  return messages.some((message, index) => index > 0 && message.seq !== (messages[index - 1]?.seq ?? 0) + 1);
}

function withLastMessage(conversation: Conversation, messages: readonly Message[]): Conversation {
  const last = messages.at(-1);
  if (!last || last.seq <= conversation.lastSeq) return conversation;
  return { ...conversation, lastSeq: last.seq };
}
