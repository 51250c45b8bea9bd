import type { ConversationId } from '../platform/index.ts';
import type { RoutableStaff } from '../staff/index.ts';
import { inServingOrder } from './assign.ts';
import type { ServiceRate } from './promise-store.ts';
import type { QueueEntry } from './queue-store.ts';
import { estimateWait, keepMonotone, keepPromise, type WaitEstimate } from './wait.ts';

/** A customer's place in the queue; `wait` is absent while nobody with the skill is online: then no time is promised. */
export type Place = { entryId: string; conversationId: ConversationId; position: number; wait?: WaitEstimate };

/** Mean handle time assumed until enough conversations were measured, in seconds. */
const assumedHandleSeconds = 300;
/** Measured conversations from which a measurement is believed. */
const enoughSamples = 20;

/** Places and waits of everybody who waits, from the people online now and what they lately needed; `told` is what was told before. */
export function placesOf(
  entries: readonly QueueEntry[],
  staff: readonly RoutableStaff[],
  input: { service: ReadonlyMap<string, ServiceRate>; told: ReadonlyMap<string, Place>; now: Date },
): Place[] {
  const ahead = new Map<string, number>();
  const groups = new Map<string, ReturnType<typeof capacityOf>>();
  return inServingOrder(entries, input.now).map((entry) => {
    const position = (ahead.get(entry.groupId) ?? 0) + 1;
    ahead.set(entry.groupId, position);
    const capacity = groups.get(entry.groupId) ?? capacityOf(entry.groupId, staff, input.service);
    groups.set(entry.groupId, capacity);
    const wait = estimateWait({ position, ...capacity });
    return {
      entryId: entry.entryId,
      conversationId: entry.conversationId,
      position: keepMonotone(position, entry.toldPosition),
      ...(wait ? { wait: keepPromise(wait, toldBefore(entry, input.told)) } : {}),
    };
  });
}

function toldBefore(entry: QueueEntry, told: ReadonlyMap<string, Place>): { p50?: number; p90?: number } {
  const { toldWaitSeconds, firstToldP90 } = entry;
  const last = told.get(entry.conversationId)?.wait;
  if (last) return last;
  return {
    ...(toldWaitSeconds === undefined ? {} : { p50: toldWaitSeconds }),
    ...(firstToldP90 === undefined ? {} : { p90: firstToldP90 }),
  };
}

function capacityOf(groupId: string, staff: readonly RoutableStaff[], service: ReadonlyMap<string, ServiceRate>) {
  const able = staff.filter(
    (person) => person.presence === 'online' && person.groups.some((group) => group.groupId === groupId),
  );
  const measured = [service.get(groupId), service.get('')].find((one) => one && one.sample >= enoughSamples);
  return {
    slots: able.reduce((sum, person) => sum + person.capacity, 0),
    busy: able.reduce((sum, person) => sum + Math.min(person.load, person.capacity), 0),
    meanHandleSeconds: measured?.meanSeconds ?? assumedHandleSeconds,
  };
}
