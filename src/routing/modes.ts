import { z } from 'zod';
import type { LoadLevel } from './load/load-levels.ts';

/** Who answers first: people (人工优先), the AI (助手优先), or a share of each (混合). */
export const receptionModes = ['human-first', 'ai-first', 'mixed'] as const;
export type ReceptionMode = (typeof receptionModes)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** One line of the plan: the first that fits channel, day and hour holds. `from` after `to` goes over midnight. */
export const receptionRuleSchema = z.strictObject({
  mode: z.enum(receptionModes),
  /** For `mixed`: part of the new conversations that people get, 0 to 1. */
  humanShare: z.number().min(0).max(1).default(0.5),
  /** Channels; all where empty. */
  channels: z.array(z.string().min(1).max(60)).max(50).default([]),
  /** 0 Sunday … 6 Saturday; all where empty. */
  weekdays: z.array(z.number().int().min(0).max(6)).max(7).default([]),
  /** Only on these days of the calendar, or on all others. */
  on: z.enum(['any-day', 'holidays', 'working-days']).default('any-day'),
  from: clock.default('00:00'),
  to: clock.default('24:00'),
});
export type ReceptionRule = z.infer<typeof receptionRuleSchema>;

/** Without any rule the AI answers first, as it always did. */
const usualRule: ReceptionRule = receptionRuleSchema.parse({ mode: 'ai-first' });

/** The moment as the shop's wall clock and calendar have it. */
export type LocalMoment = { weekday: number; clock: string; isHoliday: boolean };

/** The rule that holds for a channel now. */
export function ruleFor(rules: readonly ReceptionRule[], channelId: string, at: LocalMoment): ReceptionRule {
  return rules.find((rule) => fits(rule, channelId, at)) ?? usualRule;
}

function fits(rule: ReceptionRule, channelId: string, at: LocalMoment): boolean {
  if (rule.channels.length > 0 && !rule.channels.includes(channelId)) return false;
  if (rule.weekdays.length > 0 && !rule.weekdays.includes(at.weekday)) return false;
  if (rule.on !== 'any-day' && (rule.on === 'holidays') !== at.isHoliday) return false;
  const isOvernight = rule.from > rule.to;
  return isOvernight ? at.clock >= rule.from || at.clock < rule.to : at.clock >= rule.from && at.clock < rule.to;
}

/** What the people of a group are doing as a whole. */
export const agentStates = ['some-free', 'all-busy', 'all-away', 'none-online', 'closed'] as const;
export type AgentsState = (typeof agentStates)[number];

/** Who answers a conversation that begins now. */
export type Reception = 'human' | 'ai';

/**
 * Matrix mode × people × load level. People first means: whoever is there. When everybody is busy customers of a people-first shop wait
 * for a person as long as the load is normal or busy; under surge and overload the AI answers first, so that nobody waits for what it can
 * answer. `draw` in [0, 1) decides a mixed one.
 */
export function receptionOf(
  rule: Pick<ReceptionRule, 'mode' | 'humanShare'>,
  agents: AgentsState,
  level: LoadLevel,
  draw: number,
): Reception {
  const isPeopleThere = agents === 'some-free' || agents === 'all-busy';
  if (!isPeopleThere || rule.mode === 'ai-first') return 'ai';
  const isCalm = level === 'normal' || level === 'busy';
  if (agents === 'all-busy' && (!isCalm || rule.mode === 'mixed')) return 'ai';
  if (level === 'overload') return 'ai';
  if (rule.mode === 'mixed') return draw < rule.humanShare ? 'human' : 'ai';
  return 'human';
}
