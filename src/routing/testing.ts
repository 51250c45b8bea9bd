import { ConversationId, StaffId } from '../platform/index.ts';
import type { RoutableStaff } from '../staff/index.ts';
import type { WaitingEntry } from './waiting-entry.ts';

/** Somebody at work in the group of after-sales with room for three, for tests. */
export function aPerson(given: Partial<RoutableStaff> = {}): RoutableStaff {
  return {
    staffId: StaffId.make(),
    name: '小林',
    role: 'agent',
    presence: 'online',
    capacity: 3,
    load: 0,
    languages: ['zh-CN'],
    groups: [{ groupId: 'aftersale', level: 1 }],
    ...given,
  };
}

/** A conversation that waits in that group since the moment given, for tests. */
export function anEntry(given: Pick<WaitingEntry, 'queuedAt'> & Partial<WaitingEntry>): WaitingEntry {
  return {
    entryId: StaffId.make(),
    conversationId: ConversationId.make(),
    groupId: 'aftersale',
    priority: 5,
    language: 'zh-CN',
    channelId: 'widget',
    ...given,
  };
}
