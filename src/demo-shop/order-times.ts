import { localDay } from '../platform/index.ts';
import type { DemoContent } from './demo-content.ts';
import type { Random } from './random.ts';
import { localInstant } from './shop-time.ts';

/** What an order of the demo shop is to be: finer than its status, since two shipped orders can be in very different trouble. */
export const demoStates = [
  'unpaid',
  'pending',
  'late',
  'presale',
  'processing',
  'in-transit',
  'out-for-delivery',
  'overdue',
  'stuck',
  'lost',
  'refused',
  'delivered',
  'completed',
  'cancelled',
  'expired',
] as const;
export type DemoState = (typeof demoStates)[number];

/** The moments of one order; those that its state has not reached are never shown. */
export type OrderTimes = {
  placedAt: Date;
  paidAt: Date;
  shipBy: Date;
  packedAt: Date;
  shippedAt: Date;
  deliveredAt: Date;
  promisedAt: Date;
  /** When a cancelled order was paid back. */
  endedAt: Date;
};

type Context = { content: DemoContent; now: Date; random: Random };
/** Fastest and slowest delivery in days, and how long ago the state began where that is given. */
type Wanted = { days: readonly [number, number]; daysAgo: number | undefined };

/** Counts back from now: what has happened must lie in the past, what is promised mostly in the future. */
export function planTimes(context: Context, state: DemoState, wanted: Wanted): OrderTimes {
  const plan = plans[state];
  return plan({ ...context, ...wanted, today: localDay(context.now, context.content.shop.timeZone) });
}

type PlanInput = Context & Wanted & { today: string };

const plans: Readonly<Record<DemoState, (input: PlanInput) => OrderTimes>> = {
  unpaid: (input) => waiting(input, hoursAgo(input, input.random.between(3, 24) / 60)),
  pending: (input) => waiting(input, hoursAgo(input, (input.daysAgo ?? input.random.between(17, 1250) / 1000) * 24)),
  processing: (input) => waiting(input, hoursAgo(input, input.random.between(3, 20))),
  late: (input) => waiting(input, hoursAgo(input, input.random.between(52, 90))),
  presale: (input) => {
    const shipDay = input.content.presales[0]?.shipDay ?? 12;
    return {
      ...waiting(input, hoursAgo(input, input.random.between(6, 84))),
      shipBy: localTime(input, shipDay, 24 * 60 - 1),
    };
  },
  expired: (input) => abandoned(input),
  cancelled: (input) => abandoned(input),
  'in-transit': (input) => {
    const [fastest] = input.days;
    const shipDay = -input.random.between(1, Math.max(1, fastest - 1));
    return moving(input, shipDay, daytime(input, Math.max(shipDay + fastest, 1)));
  },
  'out-for-delivery': (input) => {
    const soon = new Date(input.now.getTime() + input.random.between(30, 110) * 60_000);
    return moving(input, -input.random.between(...input.days), soon);
  },
  overdue: (input) => moving(input, -input.days[1] - input.random.between(2, 3), daytime(input, 1)),
  stuck: (input) => {
    const shipDay = -input.days[1] - input.random.between(3, 4);
    return moving(input, shipDay, daytime(input, -input.random.between(3, 4)));
  },
  lost: (input) => {
    const days = input.daysAgo ?? input.random.between(9, 13);
    return moving(input, -days, daytime(input, -days + input.days[1]));
  },
  refused: (input) => moving(input, -input.days[1] - 1, daytime(input, -1)),
  delivered: (input) => arrived(input, input.daysAgo ?? input.random.between(0, 6)),
  completed: (input) => arrived(input, input.daysAgo ?? input.random.between(8, 110)),
};

const hour = 3_600_000;

function waiting(input: PlanInput, paidAt: Date): OrderTimes {
  const { now, random } = input;
  const packedAt = hoursAgo(input, random.between(1, 10) / 10);
  return { ...untilPaid(input, paidAt), packedAt, shippedAt: now, deliveredAt: now, promisedAt: now, endedAt: paidAt };
}

function abandoned(input: PlanInput): OrderTimes {
  const { random } = input;
  const paidAt = hoursAgo(input, (input.daysAgo ?? random.between(1, 100)) * 24 + random.between(1, 20));
  return { ...waiting(input, paidAt), endedAt: new Date(paidAt.getTime() + random.between(1, 9) * hour) };
}

function arrived(input: PlanInput, daysAgo: number): OrderTimes {
  const lately = hoursAgo(input, input.random.between(5, 20) / 10);
  return moving(input, -daysAgo - input.random.between(...input.days), earlier(daytime(input, -daysAgo), lately));
}

/** Handed to the carrier in the evening of `shipDay`, in the customer's hands at `arrival`. */
function moving(input: PlanInput, shipDay: number, arrival: Date): OrderTimes {
  const { random, days } = input;
  const shippedAt = earlier(localTime(input, shipDay, random.between(17 * 60, 21 * 60)), hoursAgo(input, 0.3));
  const paidAt = new Date(shippedAt.getTime() - random.between(100, 1300) * 60_000);
  return {
    ...untilPaid(input, paidAt),
    packedAt: new Date(shippedAt.getTime() - random.between(40, 90) * 60_000),
    shippedAt,
    deliveredAt: arrival,
    promisedAt: localTime(input, shipDay + days[1], 24 * 60 - 1),
    endedAt: arrival,
  };
}

function untilPaid({ random, content }: PlanInput, paidAt: Date): Pick<OrderTimes, 'placedAt' | 'paidAt' | 'shipBy'> {
  const placedAt = new Date(paidAt.getTime() - random.between(20, 700) * 1000);
  return { placedAt, paidAt, shipBy: new Date(paidAt.getTime() + content.shipping.shipWithinHours * hour) };
}

function localTime({ today, content }: PlanInput, day: number, minutes: number): Date {
  return localInstant(today, day, minutes, content.shop.timeZone);
}

/** Some time between nine in the morning and eight in the evening. */
function daytime(input: PlanInput, day: number): Date {
  return localTime(input, day, input.random.between(9 * 60, 20 * 60));
}

function hoursAgo({ now }: PlanInput, hours: number): Date {
  return new Date(now.getTime() - hours * hour);
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
