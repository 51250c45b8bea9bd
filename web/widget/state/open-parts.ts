import type { ContentPart } from '../../api/index.ts';
import { currentThread, shownMessages } from './threads.ts';
import type { ShownMessage, Thread, WidgetState } from './widget-state.ts';

type Form = Extract<ContentPart, { kind: 'form' }>;

/** Whether a form can be filled in: nothing of the customer came after it. */
export function formStateOf(
  { threads, pending }: Pick<WidgetState, 'threads' | 'pending'>,
  message: ShownMessage,
  form: Form,
): 'open' | 'answered' | 'expired' {
  const later = currentThread(threads)?.messages.filter((one) => one.seq > message.seq) ?? [];
  const isCurrent = currentThread(threads)?.messages.includes(message) ?? false;
  const said = [...later.filter((one) => one.author.kind === 'customer'), ...(isCurrent ? pending : [])];
  const isAnswer = (part: { kind: string; formId?: string }) =>
    part.kind === 'form-answer' && part.formId === form.formId;
  if (said.some((one) => one.content.some(isAnswer))) return 'answered';
  return isCurrent && said.length === 0 ? 'open' : 'expired';
}

/** The form that an answer belongs to, for its labels. */
export function findForm(threads: readonly Thread[], formId: string): Form | undefined {
  for (const message of shownMessages(threads).toReversed())
    for (const part of message.content) if (part.kind === 'form' && part.formId === formId) return part;
  return undefined;
}

/** Whether the customer is asked for stars now: requested by the shop, at the end, or by the customer, and not yet given. */
export function isRatingOpen({ threads, conversation, pending, ratingSkipped, isRating }: WidgetState): boolean {
  if (!conversation || conversation.rating !== undefined) return false;
  if (pending.some((one) => one.content.some((part) => part.kind === 'rating'))) return false;
  const messages = currentThread(threads)?.messages ?? [];
  const lastOf = (kind: ContentPart['kind']) =>
    messages.findLastIndex((one) => one.content.some((part) => part.kind === kind));
  if (lastOf('rating') >= 0) return false;
  if (isRating) return true;
  const asked = lastOf('rating-request');
  const wrote = messages.findLastIndex((one) => one.author.kind === 'customer');
  const isAsked = asked > wrote || (conversation.status === 'closed' && messages.length > 0);
  return isAsked && !ratingSkipped.has(conversation.conversationId);
}
