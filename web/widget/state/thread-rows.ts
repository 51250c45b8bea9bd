import type { ContentPart } from '../../api/index.ts';
import { currentThread } from './threads.ts';
import type { PendingMessage, ShownMessage, WidgetState } from './widget-state.ts';

/** One line of the thread as it is shown. */
export type ThreadRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'earlier-end'; key: string }
  | { kind: 'event'; key: string; part: Extract<ContentPart, { kind: 'event' }>; at: string }
  | {
      kind: 'message';
      key: string;
      message: ShownMessage;
      conversationId: string;
      /** First of several by the same author: shows who writes. */
      isFirst: boolean;
      isLast: boolean;
      mark?: 'sent' | 'read';
    }
  | { kind: 'pending'; key: string; pending: PendingMessage; isFirst: boolean };

type Shown = Pick<WidgetState, 'threads'> & { conversation?: WidgetState['conversation'] | undefined };

/** Messages of one author closer than this belong together. */
const groupMilliseconds = 5 * 60_000;

/** What the thread shows, in order: day lines, events, messages in groups, and last what is still on its way. */
export function threadRows(state: Shown & Pick<WidgetState, 'pending'>): readonly ThreadRow[] {
  const rows: ThreadRow[] = [];
  let day = '';
  let before: ShownMessage | undefined;
  const lastOwn = currentThread(state.threads)?.messages.findLast((message) => message.author.kind === 'customer');
  for (const [index, thread] of state.threads.entries()) {
    if (index > 0) rows.push({ kind: 'earlier-end', key: `before ${thread.conversationId}` });
    for (const [at, message] of thread.messages.entries()) {
      const today = dayOf(message.createdAt);
      const isNewDay = today !== day;
      if (isNewDay)
        rows.push({ kind: 'day', key: `day ${thread.conversationId} ${message.seq}`, at: message.createdAt });
      day = today;
      for (const part of message.content)
        if (part.kind === 'event')
          rows.push({ kind: 'event', key: `${message.messageId} ${part.event}`, part, at: message.createdAt });
      if (hasBody(message)) {
        const next = thread.messages.slice(at + 1).find(hasBody);
        rows.push({
          kind: 'message',
          // A confirmed message keeps the key of its pending copy, so that it is not drawn anew.
          key: message.clientId ?? message.messageId,
          message,
          conversationId: thread.conversationId,
          isFirst: isNewDay || !before || !belongTogether(before, message),
          isLast: !next || !belongTogether(message, next),
          ...(message === lastOwn ? { mark: markOf(state, message) } : {}),
        });
        before = message;
      } else before = undefined;
    }
  }
  for (const [index, pending] of state.pending.entries())
    rows.push({
      kind: 'pending',
      key: pending.clientId,
      pending,
      isFirst: index === 0 && before?.author.kind !== 'customer',
    });
  return rows;
}

/** Replies that the customer has not seen yet. */
export function countUnread({ threads, conversation }: Shown): number {
  const read = conversation?.customerReadSeq ?? 0;
  const messages = currentThread(threads)?.messages ?? [];
  return messages.filter(
    (message) => message.seq > read && ['ai', 'agent'].includes(message.author.kind) && hasBody(message),
  ).length;
}

/** Whether a message shows more than an event line. */
export function hasBody(message: ShownMessage): boolean {
  return message.content.some((part) => part.kind !== 'event' && part.kind !== 'rating-request');
}

function markOf({ conversation }: Pick<Shown, 'conversation'>, message: ShownMessage): 'sent' | 'read' {
  return conversation && message.seq <= conversation.shopReadSeq ? 'read' : 'sent';
}

function belongTogether(one: ShownMessage, other: ShownMessage): boolean {
  const sameName = 'name' in one.author && 'name' in other.author ? one.author.name === other.author.name : true;
  const gap = Date.parse(other.createdAt) - Date.parse(one.createdAt);
  return one.author.kind === other.author.kind && sameName && gap < groupMilliseconds;
}

function dayOf(at: string): string {
  return new Date(at).toDateString();
}
