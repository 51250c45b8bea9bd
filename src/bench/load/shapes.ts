/** A stretch of the load: messages a second from `from` to `to`, evenly in between. */
export type Segment = { name: string; seconds: number; from: number; to: number };

/** What a shape is made of, besides its messages: how the windows behave. */
export type ShapePlan = {
  segments: readonly Segment[];
  /** Part of the windows that stop reading in the segment `slow`. */
  slowShare?: number;
  /** All windows drop at once at the start of the segment `storm` and come back as browsers do. */
  hasStorm?: boolean;
  /** Part of all messages that goes to the first shop; evenly spread without it. */
  hotShare?: number;
  /** Part of the people whose messages come by webhook, one request each, instead of over a window. */
  webhookShare?: number;
  /** Stop after the first segment that is not kept up with. */
  endsAtKnee?: boolean;
};

export type ShapeInput = { rate: number; seconds: number };

/** Every shape by name; `rate` is what the machine takes well (a steady rate), `seconds` the length of its longest part. */
export const shapes: Readonly<Record<string, { about: string; plan(input: ShapeInput): ShapePlan }>> = {
  steady: {
    about: 'one rate all the time',
    plan: ({ rate, seconds }) => ({ segments: [flat('steady', seconds, rate)] }),
  },
  steps: {
    about: 'a quarter more in each step, until it is no more kept up with: the knee',
    plan: ({ rate, seconds }) => ({
      segments: Array.from({ length: 24 }, (_none, step) => {
        const now = Math.round(rate * 1.25 ** step);
        return flat(`${now}/s`, seconds, now);
      }),
      endsAtKnee: true,
    }),
  },
  overload: {
    about: 'calm, twice and five times the rate, and calm again',
    plan: ({ rate, seconds }) => ({
      segments: [
        flat('calm', seconds, rate * 0.5),
        flat('knee', seconds, rate),
        flat('2 x', seconds, rate * 2),
        flat('5 x', seconds, rate * 5),
        flat('after', seconds, rate * 0.5),
      ],
    }),
  },
  spike: {
    about: 'ten times as much within 5 s, held, and back',
    plan: ({ rate, seconds }) => ({
      segments: [
        flat('before', seconds, rate),
        { name: 'x10 in 5 s', seconds: 5, from: rate, to: rate * 10 },
        flat('held', seconds, rate * 10),
        flat('after', seconds, rate),
      ],
    }),
  },
  midnight: {
    about: 'the start of a sale: quiet, up within a fifth of the time, then slowly down',
    plan: ({ rate, seconds }) => ({
      segments: [
        flat('before', seconds * 0.2, rate * 0.2),
        { name: 'midnight', seconds: seconds * 0.1, from: rate * 0.2, to: rate },
        flat('peak', seconds * 0.2, rate),
        { name: 'ebb', seconds: seconds * 0.5, from: rate, to: rate * 0.3 },
      ],
    }),
  },
  storm: {
    about: 'all windows lose their connection at once and come back',
    plan: ({ rate, seconds }) => ({
      segments: [flat('before', seconds, rate), flat('storm', seconds, rate), flat('after', seconds, rate)],
      hasStorm: true,
    }),
  },
  'hot-shop': {
    about: 'nine tenths of all messages go to one shop of ten',
    plan: ({ rate, seconds }) => ({
      segments: [
        flat('others alone', seconds, rate * 0.1),
        flat('with the hot shop', seconds, rate),
        flat('far too hot', seconds, rate * 2),
      ],
      hotShare: 0.9,
    }),
  },
  'slow-readers': {
    about: 'a fifth of the windows stop reading',
    plan: ({ rate, seconds }) => ({
      segments: [flat('all read', seconds, rate), flat('slow', seconds * 2, rate), flat('after', seconds, rate)],
      slowShare: 0.2,
    }),
  },
  webhooks: {
    about: 'one rate all the time, every message by a webhook of its own',
    plan: ({ rate, seconds }) => ({ segments: [flat('webhooks', seconds, rate)], webhookShare: 1 }),
  },
  soak: {
    about: 'half of the rate for a long time: nothing may grow',
    plan: ({ rate, seconds }) => ({
      segments: Array.from({ length: 10 }, (_none, part) => flat(`part ${part + 1}`, seconds / 10, rate * 0.5)),
    }),
  },
  day: {
    about: 'the hours of a sale day, midnight ten times the mean of the night, shortened to the given time',
    plan: ({ rate, seconds }) => ({
      segments: dayHours.map((share, hour) => flat(`${String(hour).padStart(2, '0')}:00`, seconds / 24, rate * share)),
    }),
  },
};

/** Large enough that a shape's whole numbers do not matter. */
const trialRate = 1_000;

/** The rate with which a shape sends so many messages in all. */
export function rateFor({ plan }: { plan(input: ShapeInput): ShapePlan }, lines: number, seconds: number): number {
  const { segments } = plan({ rate: trialRate, seconds });
  return (lines * trialRate) / segments.reduce((sum, one) => sum + (one.seconds * (one.from + one.to)) / 2, 0);
}

/** Messages of each hour of a sale day as part of the peak: midnight, the morning, the evening. */
const dayHours = [
  1, 0.62, 0.3, 0.16, 0.1, 0.08, 0.1, 0.18, 0.32, 0.48, 0.58, 0.55, 0.5, 0.52, 0.56, 0.55, 0.5, 0.48, 0.55, 0.68, 0.8,
  0.86, 0.78, 0.6,
];

function flat(name: string, seconds: number, rate: number): Segment {
  return { name, seconds, from: rate, to: rate };
}

/** Intended starts of one segment in milliseconds from its beginning: a Poisson stream, thinned to the rate of each moment. */
export function* arrivalsOf(segment: Segment, random: () => number): Generator<number> {
  const most = Math.max(segment.from, segment.to);
  if (most <= 0) return;
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random()) * 1_000) / most;
    if (at >= segment.seconds * 1_000) return;
    if (random() * most <= rateAt(segment, at)) yield at;
  }
}

/** Messages a second at a moment of a segment. */
export function rateAt({ from, to, seconds }: Segment, milliseconds: number): number {
  return from + ((to - from) * milliseconds) / (seconds * 1_000);
}
