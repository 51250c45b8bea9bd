import type { Http } from './http.ts';
import type { PublicDay, RoutingSettings, Shift, Skill, SkillGroup } from './index.ts';

/** What the rules of routing may name. */
export type RoutingChoices = {
  groups: readonly SkillGroup[];
  skills: readonly Skill[];
  channels: readonly string[];
  /** Groups that the AI hands over to; they stay. */
  lastingGroups: readonly string[];
};

/** Calls about who is to serve whom, what people can, and when they work. */
export function rulesCalls(http: Http) {
  return {
    rules: () => http<RoutingSettings>('GET', '/routing/settings'),
    saveRules: (rules: RoutingSettings) => http<RoutingSettings>('PUT', '/routing/settings', { body: rules }),
    choices: () => http<RoutingChoices>('GET', '/routing/choices'),
    saveGroup: (groupId: string, name: SkillGroup['name'] | string) =>
      http<unknown>('PUT', `/groups/${groupId}`, { body: { name } }),
    removeGroup: (groupId: string) => http<unknown>('DELETE', `/groups/${groupId}`),
    saveSkill: (skillId: string, name: Skill['name'] | string) =>
      http<unknown>('PUT', `/skills/${skillId}`, { body: { name } }),
    removeSkill: (skillId: string) => http<unknown>('DELETE', `/skills/${skillId}`),
    shifts: (from: string) => http<{ shifts: readonly Shift[] }>('GET', '/shifts', { query: { from } }),
    saveShifts: (staffId: string, day: string, spans: readonly Pick<Shift, 'from' | 'to'>[]) =>
      http<unknown>('PUT', `/shifts/${staffId}/${day}`, { body: { spans } }),
    copyShifts: (from: string) => http<{ copied: number }>('POST', '/shifts/copy', { body: { from } }),
    publicDays: (year: number) => http<{ days: readonly PublicDay[] }>('GET', '/public-holidays', { query: { year } }),
  };
}
