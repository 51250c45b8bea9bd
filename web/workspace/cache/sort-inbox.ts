import type { InboxItem } from '../../api/index.ts';

/** Orders of the list; each view has its own unless somebody chooses another. */
export const inboxSorts = ['waiting', 'latest', 'priority'] as const;
export type InboxSort = (typeof inboxSorts)[number];

export type InboxFilter = { isAngry: boolean; isUnread: boolean };

/** Emotions that need a hand soon, from this intensity on. */
const upset: readonly string[] = ['angry', 'disappointed', 'anxious'];
const upsetFrom = 2;
const lowestPriority = 10;

/** Whether the customer of a conversation is clearly upset. */
export function isUpset(conversation: { emotion: string; intensity: number }): boolean {
  return upset.includes(conversation.emotion) && conversation.intensity >= upsetFrom;
}

/** Since when the customer waits for a person or an answer; undefined when nobody waits. */
export function waitingSinceOf(item: InboxItem): string | undefined {
  return item.queue?.queuedAt ?? item.conversation.waitingSince;
}

/** Rows that pass the filter, in the wanted order. */
export function arrangeRows(items: readonly InboxItem[], sort: InboxSort, filter: InboxFilter): InboxItem[] {
  return items
    .filter((item) => !filter.isAngry || isUpset(item.conversation))
    .filter((item) => !filter.isUnread || item.unread > 0)
    .sort(orders[sort]);
}

const orders: Readonly<Record<InboxSort, (one: InboxItem, other: InboxItem) => number>> = {
  waiting: byWaiting,
  latest: byLatest,
  priority: byServing,
};

function byLatest(one: InboxItem, other: InboxItem): number {
  return other.conversation.lastMessageAt.localeCompare(one.conversation.lastMessageAt);
}

/** As routing serves; rows of an older server only know their priority. */
function byServing(one: InboxItem, other: InboxItem): number {
  const [first, second] = [one.queue?.serveBy, other.queue?.serveBy];
  if (first && second) return first.localeCompare(second);
  return priorityOf(one) - priorityOf(other) || byWaiting(one, other);
}

function byWaiting(one: InboxItem, other: InboxItem): number {
  const since = waitingSinceOf(one);
  const otherSince = waitingSinceOf(other);
  if (since && otherSince) return since.localeCompare(otherSince);
  if (since) return -1;
  return otherSince ? 1 : byLatest(one, other);
}

function priorityOf(item: InboxItem): number {
  return item.queue?.priority ?? lowestPriority;
}
