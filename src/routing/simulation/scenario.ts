import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import { orderStages } from '../core/urgency.ts';

const share = z.number().min(0).max(1);
const name = z.string().min(1).max(80);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day as HH:MM');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** A wish that customers have, and what serving it takes. */
const intentSchema = z.strictObject({
  id: name,
  /** Part of all arrivals; the parts of all intents are brought to a sum of 1. */
  share: z.number().positive().default(1),
  group: name.default('all'),
  /** Part of these conversations that the AI ends without a person. */
  aiResolution: share.default(0),
  /** Mean seconds of a person who has nothing else. */
  handleSeconds: z.number().positive().max(86_400),
  reason: name.optional(),
  orderStage: z.enum(orderStages).optional(),
  /** What a second of waiting costs, for `gc-mu`. */
  waitCost: z.number().positive().default(1),
});

const emotionSchema = z.strictObject({
  id: name,
  share: z.number().positive(),
  intensity: z.number().int().min(0).max(3).default(0),
});

const shiftSchema = z
  .strictObject({ from: clock, to: clock })
  .refine((shift) => shift.from < shift.to, 'ends before it begins; write a night as two shifts');

/** Equal people. */
const agentsSchema = z.strictObject({
  name: name.optional(),
  count: z.number().int().min(0).max(20_000),
  /** Groups with levels, 1 the best. */
  groups: z
    .array(z.union([name, z.strictObject({ id: name, level: z.number().int().min(1).max(9) })]))
    .default(['all']),
  /** Conversations at a time. */
  capacity: z.number().int().min(1).max(100).default(1),
  /** How fast: 1 needs the intent's time, 2 half of it; from–to is spread evenly over the people. */
  speed: z
    .union([z.number().positive(), z.strictObject({ from: z.number().positive(), to: z.number().positive() })])
    .default(1),
  /** How differently they do with different wishes: deviation of the logarithm of speed, person by intent. */
  affinity: z.number().min(0).max(2).default(0),
  /** Always there without any. */
  shifts: z.array(shiftSchema).max(20).default([]),
  costPerHour: z.number().min(0).default(0),
});

const arrivalsSchema = z.union([
  z.strictObject({
    /** One rate for all time, or one for each equal part of `hours`. */
    perHour: z.union([z.number().positive(), z.array(z.number().min(0)).min(1).max(10_080)]),
    times: z.number().positive().default(1),
  }),
  z.strictObject({
    /** CSV or JSON Lines, read by the command; path relative to the scenario. */
    trace: z.string().min(1),
    times: z.number().positive().max(1_000).default(1),
  }),
]);

/** Ways to choose; `peakdesk` is what the product does, the others are for comparison. */
export const policyNames = ['peakdesk', 'longest-idle', 'least-loaded', 'fastest-first', 'gc-mu'] as const;
export type PolicyName = (typeof policyNames)[number];

/** A day (or any time) to rehearse; see docs/rehearsal.md. */
export const scenarioSchema = z
  .strictObject({
    name: name.optional(),
    seed: z.number().int().min(0).max(2_147_483_647).default(1),
    /** Where the clock times of a trace without a zone and its midnight are; the shop's own in the browser, UTC elsewhere. */
    timeZone: z.string().refine(isTimeZone, 'is no time zone').optional(),
    /** Length in hours; or `count`, which ends after so many arrivals. A trace ends with its last line. */
    hours: z.number().positive().max(8_784).optional(),
    count: z.number().int().min(1).max(20_000_000).optional(),
    arrivals: arrivalsSchema,
    intents: z.array(intentSchema).min(1).max(500),
    emotions: z.array(emotionSchema).max(20).default([]),
    ai: z
      .strictObject({
        /** Part of the arrivals that the AI answers first. */
        share: share.default(1),
        seconds: z.number().min(0).default(0),
        costPerConversation: z.number().min(0).default(0),
      })
      .optional(),
    agents: z.array(agentsSchema).min(1).max(5_000),
    service: z
      .strictObject({
        distribution: z.enum(['exponential', 'lognormal', 'constant']).default('exponential'),
        /** Deviation of the logarithm, for lognormal. */
        deviation: z.number().positive().max(3).default(0.8),
        /** By how much every further conversation at the same time slows each of them down. */
        slowdown: z.number().min(0).max(5).default(0),
      })
      .default({ distribution: 'exponential', deviation: 0.8, slowdown: 0 }),
    /** Mean seconds after which somebody who waits gives up; nobody does without it. */
    patienceSeconds: z.number().positive().optional(),
    serviceLevel: z
      .strictObject({ seconds: z.number().min(0).default(20), share: share.default(0.8) })
      .default({ seconds: 20, share: 0.8 }),
    /** Other groups help after so many seconds; never without it. */
    overflowSeconds: z.number().min(0).optional(),
    policy: z.enum(policyNames).default('peakdesk'),
    /** How much the better match counts against evenly spread idle time, 0 not at all. */
    matchSharpness: z.number().min(0).max(10).default(1),
    /** First part of the time that is not counted, so that the empty beginning does not flatter. */
    warmUp: share.default(0),
    intervalMinutes: z.number().int().min(1).max(1_440).default(15),
    costPerLost: z.number().min(0).default(0),
  })
  .refine((scenario) => 'trace' in scenario.arrivals || scenario.hours !== undefined || scenario.count !== undefined, {
    path: ['hours'],
    message: 'say how long (hours) or how many arrivals (count)',
  })
  .refine(
    (scenario) =>
      scenario.count === undefined ||
      !('perHour' in scenario.arrivals) ||
      typeof scenario.arrivals.perHour === 'number',
    { path: ['count'], message: 'goes with one rate; a profile of rates takes hours' },
  );

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;

/** Reads a scenario; AppError 'invalid' names the field at fault, e.g. `agents.0.count`. */
export function readScenario(given: unknown): Scenario {
  const read = scenarioSchema.safeParse(given);
  if (read.success) return withKnownGroups(read.data);
  const issue = read.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []).map(String), ...(unknown ? [unknown] : [])].join('.') || 'scenario';
  throw new AppError('invalid', `${field}: ${unknown ? 'is not a field of a scenario' : issue?.message}`, { field });
}

function withKnownGroups(scenario: Scenario): Scenario {
  const groups = new Set(
    scenario.agents.flatMap((one) => one.groups.map((group) => (typeof group === 'string' ? group : group.id))),
  );
  for (const [index, intent] of scenario.intents.entries()) {
    if (groups.has(intent.group)) continue;
    const field = `intents.${index}.group`;
    throw new AppError('invalid', `${field}: no agents are in the group '${intent.group}'`, { field });
  }
  return scenario;
}
