import type { ConversationId } from '../platform/index.ts';
import type { RoutableStaff } from '../staff/index.ts';
import { inServingOrder, loadOf, specOf, stateOf } from './assign.ts';
import { type Factors, factorsOf } from './calibration.ts';
import type { ServiceRate } from './promise-store.ts';
import type { QueueEntry } from './queue-store.ts';
import { type RoutingSettings, usualRoutingSettings } from './routing-settings.ts';
import { stagesOf } from './stages.ts';
import { expectWait, keepMonotone, keepPromise, toPromise, type WaitEstimate } from './wait.ts';
import { createWaitBook, type Server } from './wait-book.ts';

/**
 * A customer's place in the queue; `wait` is absent while nobody who may serve is there for long enough: then no time is promised.
 * `expected` is what was thought before experience corrected it, in whole seconds.
 */
export type Place = {
  entryId: string;
  conversationId: ConversationId;
  position: number;
  wait?: WaitEstimate;
  expected?: WaitEstimate;
};

/** What waits are made of, besides who waits and who is there; `told` is what was told before. */
export type WaitContext = {
  service: ReadonlyMap<string, ServiceRate>;
  /** By group, the shop's under ''; none: as expected. */
  factors?: ReadonlyMap<string, Factors>;
  settings?: RoutingSettings;
  told: ReadonlyMap<string, Place>;
  now: Date;
};

/** Mean handle time assumed until enough conversations were measured, in seconds. */
const assumedHandleSeconds = 300;
/** Measured conversations from which a measurement is believed. */
const enoughSamples = 20;

/** Places and waits of everybody who waits, from the people who may serve each of them now and later, and what they lately needed. */
export function placesOf(
  entries: readonly QueueEntry[],
  staff: readonly RoutableStaff[],
  { service, factors = new Map(), settings = usualRoutingSettings, told, now }: WaitContext,
): Place[] {
  const ahead = new Map<string, number>();
  const people = new Map<string, RoutableStaff>(staff.map((person) => [person.staffId, person]));
  const book = createWaitBook(
    staff.map((person) => serverOf(person, settings, now)),
    now.getTime(),
  );
  return inServingOrder(entries, now).map((entry) => {
    const { entryId, conversationId, groupId } = entry;
    const position = (ahead.get(groupId) ?? 0) + 1;
    ahead.set(groupId, position);
    const waiter = { stages: stagesOf(entry, people, settings), queuedAt: entry.queuedAt.getTime() };
    const expected = expectWait(book.stepsFor(waiter), handleSecondsOf(groupId, service));
    book.add(waiter);
    const place = { entryId, conversationId, position: keepMonotone(position, entry.toldPosition) };
    if (!expected) return place;
    const wait = keepPromise(toPromise(expected, factorsOf(factors, groupId)), toldBefore(entry, told));
    return { ...place, wait, expected: { p50: Math.round(expected.p50), p90: Math.round(expected.p90) } };
  });
}

/** Somebody as waits see one: open between wrap-up and the end of the shift, and in the shifts to come. */
function serverOf(person: RoutableStaff, settings: RoutingSettings, now: Date): Server {
  const load = loadOf(person, settings);
  const state = stateOf(person, now.getTime());
  const spec = specOf(person);
  const isWrappingUp = person.presence === 'online' && state === 'away';
  if (state === 'away' && !isWrappingUp) return { spec, load, open: [{ from: 0, until: endOf(person) }], isAway: true };
  const from = isWrappingUp ? (person.wrapUpUntil?.getTime() ?? 0) : now.getTime();
  const isThere = state !== 'closed' && from < endOf(person);
  const later = (person.shifts ?? []).filter(({ startsAt }) => startsAt > now);
  return {
    spec,
    load,
    open: [
      ...(isThere ? [{ from, until: endOf(person) }] : []),
      ...later.map(({ startsAt, endsAt }) => ({ from: startsAt.getTime(), until: endsAt.getTime() })),
    ],
  };
}

/** When somebody who is there takes nothing new any more. */
function endOf({ shifts, shiftEndsAt }: RoutableStaff): number {
  const first = shifts?.[0];
  return Math.min(
    first ? first.endsAt.getTime() : Number.POSITIVE_INFINITY,
    shiftEndsAt ? shiftEndsAt.getTime() : Number.POSITIVE_INFINITY,
  );
}

function toldBefore(entry: QueueEntry, told: ReadonlyMap<string, Place>): { p50?: number; p90?: number } {
  const { toldWaitSeconds, toldWaitP90 } = entry;
  const last = told.get(entry.conversationId)?.wait;
  if (last) return last;
  return {
    ...(toldWaitSeconds === undefined ? {} : { p50: toldWaitSeconds }),
    ...(toldWaitP90 === undefined ? {} : { p90: toldWaitP90 }),
  };
}

function handleSecondsOf(groupId: string, service: ReadonlyMap<string, ServiceRate>): number {
  const measured = [service.get(groupId), service.get('')].find((one) => one && one.sample >= enoughSamples);
  return measured?.meanSeconds ?? assumedHandleSeconds;
}
