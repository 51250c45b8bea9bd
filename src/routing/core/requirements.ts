import type { AgentSpec, Requirement } from './core-types.ts';

/** Whether this person may ever serve what is required, capacity and presence aside. */
export function canServe(agent: AgentSpec, requirement: Requirement): boolean {
  const { only, except, language, skills, channel, groups, weight } = requirement;
  if (only !== undefined && agent.id !== only) return false;
  if (except?.includes(agent.id)) return false;
  if (weight > agent.capacity) return false;
  if (channel !== undefined && agent.channels && !agent.channels.includes(channel)) return false;
  if (language !== undefined && !agent.languages.includes(language)) return false;
  if (skills?.some((need) => (agent.skills?.get(need.skillId) ?? Number.POSITIVE_INFINITY) > need.worstLevel))
    return false;
  if (groups.length === 0) return true;
  const worst = requirement.worstLevel ?? Number.POSITIVE_INFINITY;
  return groups.some(
    (group) => (agent.groups.get(group) ?? Number.POSITIVE_INFINITY) <= worst && agent.groups.has(group),
  );
}

/** Equal requirements have equal keys. */
export function requirementKey(requirement: Requirement): string {
  const { groups, worstLevel, language, skills, channel, only, evenAway, except, weight } = requirement;
  return [
    [...groups].sort().join(','),
    worstLevel ?? '',
    language ?? '',
    (skills ?? [])
      .map((need) => `${need.skillId}:${need.worstLevel}`)
      .sort()
      .join(','),
    channel ?? '',
    only ?? '',
    evenAway ? 'away' : '',
    [...(except ?? [])].sort().join(','),
    weight,
  ].join('|');
}
