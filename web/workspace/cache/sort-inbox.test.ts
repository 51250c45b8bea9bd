import { describe, expect, it } from 'vitest';
import { makeInboxItem } from '../testing/make.ts';
import { arrangeRows } from './sort-inbox.ts';

const at = (minute: number) => `2026-11-21T08:${String(minute).padStart(2, '0')}:00.000Z`;
const queued = (id: string, minute: number, priority: number) =>
  makeInboxItem(
    { conversationId: id, handler: { kind: 'queue' } },
    { queue: { groupId: 'g', reason: 'asked', priority, queuedAt: at(minute) } },
  );
const all = { isAngry: false, isUnread: false };
const ids = (rows: ReturnType<typeof arrangeRows>) => rows.map((row) => row.conversation.conversationId);

describe('the order of the list', () => {
  const rows = [
    queued('second', 5, 5),
    makeInboxItem({ conversationId: 'answered', lastMessageAt: at(30) }),
    queued('first', 1, 5),
    queued('urgent', 9, 1),
    makeInboxItem({ conversationId: 'mine', waitingSince: at(3), lastMessageAt: at(3) }),
  ];

  it('puts the longest wait first and those who do not wait last', () => {
    expect(ids(arrangeRows(rows, 'waiting', all))).toEqual(['first', 'mine', 'second', 'urgent', 'answered']);
  });

  it('puts the highest priority first, then the longest wait', () => {
    expect(ids(arrangeRows(rows, 'priority', all)).slice(0, 3)).toEqual(['urgent', 'first', 'second']);
  });

  it('puts whoever routing serves next first, where it has told so', () => {
    const served = (id: string, minute: number, serveBy: number) =>
      makeInboxItem(
        { conversationId: id, handler: { kind: 'queue' } },
        { queue: { groupId: 'g', reason: 'asked', priority: 5, queuedAt: at(minute), serveBy: at(serveBy) } },
      );
    expect(ids(arrangeRows([served('earlier', 1, 4), served('upset', 6, 2)], 'priority', all))).toEqual([
      'upset',
      'earlier',
    ]);
  });

  it('puts the latest first', () => {
    expect(ids(arrangeRows(rows, 'latest', all))[0]).toBe('answered');
  });
});

describe('the filters of the list', () => {
  const angry = makeInboxItem({ conversationId: 'angry', emotion: 'angry', intensity: 3 });
  const grumbling = makeInboxItem({ conversationId: 'grumbling', emotion: 'angry', intensity: 1 });
  const unread = makeInboxItem({ conversationId: 'unread' }, { unread: 2 });

  it('show the clearly upset only', () => {
    expect(ids(arrangeRows([angry, grumbling, unread], 'latest', { ...all, isAngry: true }))).toEqual(['angry']);
  });

  it('show the unread only', () => {
    expect(ids(arrangeRows([angry, unread], 'latest', { ...all, isUnread: true }))).toEqual(['unread']);
  });
});
