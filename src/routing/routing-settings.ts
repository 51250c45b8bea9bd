import { z } from 'zod';
import type { ShopId, Sql } from '../platform/index.ts';
import { groupRuleSchema } from './group-rules.ts';
import { receptionRuleSchema } from './modes.ts';

const seconds = z.number().int().min(0).max(86_400);

/** What a shop may decide about who serves whom; every field has a default. Weights are hundredths of a conversation. */
export const routingSettingsSchema = z.strictObject({
  /** Who answers first, by channel and hour; the first rule that fits holds. */
  reception: z.array(receptionRuleSchema).max(50).default([]),
  /** Within how many seconds somebody is promised an answer, by channel; `*` for all others. */
  promiseSeconds: z.record(z.string().max(60), seconds).default({ '*': 30 }),
  /** What serving takes of the capacity, by channel or `channel/kind`; 100 is one conversation. */
  weights: z.record(z.string().max(120), z.number().int().min(5).max(2_000)).default({}),
  /** Language is required for so long, then only preferred. */
  languageSeconds: seconds.default(0),
  /** Levels that are good enough, widening one step at a time; everybody of the group where empty. */
  levelSteps: z
    .array(z.strictObject({ afterSeconds: seconds, worstLevel: z.number().int().min(1).max(9) }))
    .max(9)
    .default([]),
  /** What comes into a group, what it asks of people, and how long one may wait there; nothing special where missing. */
  groups: z.record(z.string().max(80), groupRuleSchema).default({}),
  /** New conversations only go to people whose shift it is. */
  followsShifts: z.boolean().default(false),
  /** Groups that help a group, and after how long; `anybodySeconds` lets every group help. */
  overflow: z
    .record(
      z.string().max(80),
      z.strictObject({ afterSeconds: seconds, groups: z.array(z.string().max(80)).min(1).max(50) }),
    )
    .default({}),
  anybodySeconds: seconds.nullable().default(120),
  /** How long the own agent (专属) or a full regular one (熟客) is waited for before others may serve. */
  ownAgentSeconds: seconds.default(60),
  /** An agent who stays silent for so long after getting a conversation loses it; 0 never. */
  silentSeconds: seconds.default(90),
  /** After so many lost in a row the agent is set to away; 0 never. */
  silentTimesUntilAway: z.number().int().min(0).max(20).default(2),
  /** Pause after a conversation was closed. */
  wrapUpSeconds: seconds.default(0),
  /** After so long in the queue: a ticket, so that it is answered whatever happens; null never. */
  ticketAfterSeconds: seconds.nullable().default(900),
  /** After so long in the queue the AI offers to go on, with a notice; the place is kept; null never. */
  aiAfterSeconds: seconds.nullable().default(null),
  /** A call-back is offered after so long in the queue; 0 at once, null never. Out of hours it is offered at once unless never. */
  callBackAfterSeconds: seconds.nullable().default(120),
  /** Personal match from history; 0 only spreads idle time evenly. */
  matchSharpness: z.number().min(0).max(10).default(1),
  /** Steps of the choice between free people, in order; what is missing is off. */
  steps: z
    .array(z.enum(['language', 'least-load', 'specialist', 'skill-level', 'match', 'longest-idle']))
    .min(1)
    .default(['language', 'least-load', 'specialist', 'skill-level', 'match', 'longest-idle']),
});
export type RoutingSettings = z.infer<typeof routingSettingsSchema>;

/** What holds without any setting. */
export const usualRoutingSettings: RoutingSettings = routingSettingsSchema.parse({});

/** A shop's settings of routing; what cannot be read any more (an older version's) is the default. */
export async function readRoutingSettings(sql: Sql, shopId: ShopId): Promise<RoutingSettings> {
  const rows = await sql<
    { routing: unknown }[]
  >`select settings -> 'routing' as routing from shops where shop_id = ${shopId}`;
  const read = routingSettingsSchema.safeParse(rows[0]?.routing ?? {});
  return read.success ? read.data : usualRoutingSettings;
}

/** Replaces a shop's settings of routing. */
export async function saveRoutingSettings(sql: Sql, shopId: ShopId, settings: RoutingSettings): Promise<void> {
  await sql`
    update shops set settings = jsonb_set(settings, '{routing}', ${JSON.stringify(settings)}::text::jsonb) where shop_id = ${shopId}`;
}
