import type { Risk } from '../../understanding/index.ts';
import type { SkillGroup } from '../flows/flow-definition.ts';
import { say } from '../step-context.ts';
import type { Saying } from '../types.ts';

/** What the worst risk of a message asks for; every risk brings a person. */
export function riskOf(risks: readonly Risk[]): { skillGroup: SkillGroup; sayings: readonly Saying[] } | undefined {
  return order.filter((one) => risks.includes(one)).map((one) => table[one])[0];
}

const order: readonly Risk[] = ['self-harm', 'safety', 'fraud', 'lawsuit', 'authority', 'exposure'];

const table: Readonly<Record<Risk, { skillGroup: SkillGroup; sayings: readonly Saying[] }>> = {
  'self-harm': { skillGroup: 'complaint', sayings: [say('risk.self-harm')] },
  safety: { skillGroup: 'complaint', sayings: [say('risk.safety')] },
  fraud: { skillGroup: 'complaint', sayings: [say('risk.fraud')] },
  lawsuit: { skillGroup: 'complaint', sayings: [say('risk.serious')] },
  authority: { skillGroup: 'complaint', sayings: [say('risk.serious')] },
  exposure: { skillGroup: 'complaint', sayings: [say('risk.serious')] },
};
