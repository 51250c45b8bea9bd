import type { ConversationId } from '../platform/index.ts';
import type { RoutableStaff } from '../staff/index.ts';
import { inServingOrder } from './assign.ts';
import type { QueueEntry } from './queue-store.ts';
import { estimateWait, keepMonotone, type WaitEstimate } from './wait.ts';

/** A customer's place in the queue; `wait` is absent while nobody with the skill is online: then no time is promised. */
export type Place = { entryId: string; conversationId: ConversationId; position: number; wait?: WaitEstimate };

/** Mean handle time assumed until enough conversations were measured, in seconds. */
const assumedHandleSeconds = 300;
/** Measured conversations from which the measurement is believed. */
const enoughSamples = 20;

/** Places and waits of everybody who waits, from the people online now. */
export function placesOf(
  entries: readonly QueueEntry[],
  staff: readonly RoutableStaff[],
  handle: { meanSeconds: number; sample: number },
  now: Date,
): Place[] {
  const meanHandleSeconds = handle.sample >= enoughSamples ? handle.meanSeconds : assumedHandleSeconds;
  const ahead = new Map<string, number>();
  return inServingOrder(entries, now).map((entry) => {
    const position = (ahead.get(entry.groupId) ?? 0) + 1;
    ahead.set(entry.groupId, position);
    const able = staff.filter(
      (person) => person.presence === 'online' && person.groups.some((group) => group.groupId === entry.groupId),
    );
    const slots = able.reduce((sum, person) => sum + person.capacity, 0);
    const busy = able.reduce((sum, person) => sum + person.load, 0);
    const wait = estimateWait({ position, slots, busy, meanHandleSeconds });
    return {
      entryId: entry.entryId,
      conversationId: entry.conversationId,
      position: keepMonotone(position, entry.toldPosition),
      ...(wait ? { wait } : {}),
    };
  });
}
