import { z } from 'zod';
import type { SkillNeed } from './core/core-types.ts';

const seconds = z.number().int().min(0).max(86_400);
const name = z.string().min(1).max(80);
const skillNeedSchema = z.strictObject({ skillId: name, worstLevel: z.number().int().min(1).max(9).default(9) });

/** What a shop decides about one group. */
export const groupRuleSchema = z.strictObject({
  /** Conversations that fit everything that is named come here, whatever group their wish belongs to; empty lists ask for nothing. */
  intake: z
    .strictObject({
      channels: z.array(z.string().min(1).max(60)).max(50).default([]),
      languages: z.array(z.string().min(2).max(20)).max(20).default([]),
      /** Beginnings of intents, such as `refund`. */
      wishes: z.array(z.string().min(2).max(60)).max(100).default([]),
    })
    .prefault({}),
  /** Nobody without these is ever asked. */
  requires: z.array(skillNeedSchema).max(10).default([]),
  /** Asked for at first; each is given up after its time. */
  prefers: z
    .array(skillNeedSchema.extend({ untilSeconds: seconds }))
    .max(10)
    .default([]),
  /** Waits of this group; the shop's own limits where missing, null for never. */
  ticketAfterSeconds: seconds.nullable().optional(),
  aiAfterSeconds: seconds.nullable().optional(),
});
export type GroupRule = z.infer<typeof groupRuleSchema>;

type GroupRules = Readonly<Record<string, GroupRule>>;

/** What decides the group of a conversation, besides the group of its wish. */
export type Arrival = { channelId: string; language: string; intent: string; reason: string };

/** The group that takes a conversation in: the one whose intake names most of what is true of it, else that of its wish. Risks stay. */
export function groupFor(rules: GroupRules, wishGroup: string, arrival: Arrival): string {
  if (arrival.reason === 'risk') return wishGroup;
  const fitting = Object.entries(rules)
    .map(([groupId, { intake }]) => ({ groupId, named: namedBy(intake, arrival) }))
    .filter(({ named }) => named > 0)
    .sort((one, other) => other.named - one.named || one.groupId.localeCompare(other.groupId));
  return fitting[0]?.groupId ?? wishGroup;
}

/** How many of the named things fit; 0 where nothing is named or one of them does not fit. */
function namedBy({ channels, languages, wishes }: GroupRule['intake'], arrival: Arrival): number {
  const asked = [
    channels.length > 0 && channels.includes(arrival.channelId),
    languages.length > 0 && languages.includes(arrival.language),
    wishes.length > 0 && wishes.some((wish) => arrival.intent === wish || arrival.intent.startsWith(`${wish}.`)),
  ];
  const named = [channels, languages, wishes].filter((list) => list.length > 0).length;
  return asked.filter(Boolean).length === named ? named : 0;
}

/** Skills that a group asks for after so long a wait, and whether some have been given up by then. */
export function skillsAsked(
  rule: GroupRule | undefined,
  waitedSeconds: number,
): { needs: readonly SkillNeed[]; isFewer: boolean } {
  if (!rule) return { needs: [], isFewer: false };
  const still = rule.prefers.filter((one) => waitedSeconds < one.untilSeconds);
  const needs = [...rule.requires, ...still].map(({ skillId, worstLevel }) => ({ skillId, worstLevel }));
  return { needs, isFewer: still.length < rule.prefers.length };
}
