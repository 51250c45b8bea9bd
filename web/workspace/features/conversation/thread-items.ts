import type { Message } from '../../../api/index.ts';
import type { Outgoing } from '../../cache/outgoing.ts';

/** What stands below each other in the thread. */
export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; isFirstOfGroup: boolean }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing };

/** Messages of one author within this time stand together under one name. */
const groupMilliseconds = 120_000;

/** Messages with day lines between them, then what is on its way. */
export function threadItems(messages: readonly Message[], outgoing: readonly Outgoing[]): ThreadItem[] {
  const items: ThreadItem[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    if (!before || dayOf(before.createdAt) !== dayOf(message.createdAt)) {
      items.push({ kind: 'day', key: `day-${message.seq}`, at: message.createdAt });
      before = undefined;
    }
    items.push({
      kind: 'message',
      // One's own message keeps the key it was shown with before it was stored, so that it does not jump.
      key: message.clientId ?? message.messageId,
      message,
      isFirstOfGroup: !before || !isSameGroup(before, message),
    });
    before = message;
  }
  for (const one of outgoing) items.push({ kind: 'outgoing', key: one.clientId, outgoing: one });
  return items;
}

function isSameGroup(before: Message, message: Message): boolean {
  return (
    authorKey(before) === authorKey(message) &&
    before.isPrivate === message.isPrivate &&
    Date.parse(message.createdAt) - Date.parse(before.createdAt) < groupMilliseconds
  );
}

function authorKey({ author }: Message): string {
  return author.kind === 'agent' || author.kind === 'customer' ? `${author.kind}/${author.id}` : author.kind;
}

function dayOf(instant: string): string {
  return new Date(instant).toDateString();
}
