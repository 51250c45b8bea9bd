import type { RoutingSettings } from './routing-settings.ts';

/** What settings may name. */
export type Known = { groups: ReadonlySet<string>; skills: ReadonlySet<string>; channels: ReadonlySet<string> };

/** A field that names what is not there, or names it twice. */
export type SettingsFault = {
  field: string;
  key: 'unknown-group' | 'unknown-skill' | 'unknown-channel' | 'named-twice';
};

/** The first field of the settings that cannot hold, if any. */
export function faultIn(settings: RoutingSettings, known: Known): SettingsFault | undefined {
  return [...groupFaults(settings, known), ...overflowFaults(settings, known), ...channelFaults(settings, known)][0];
}

function groupFaults({ groups }: RoutingSettings, known: Known): SettingsFault[] {
  return Object.entries(groups).flatMap(([groupId, rule]) => {
    const at = `groups.${groupId}`;
    const unknown: SettingsFault[] = known.groups.has(groupId) ? [] : [{ field: at, key: 'unknown-group' }];
    const named: string[] = [];
    const faults = (['requires', 'prefers'] as const).flatMap((list) =>
      rule[list].flatMap(({ skillId }, index): SettingsFault[] => {
        const field = `${at}.${list}.${index}.skillId`;
        if (!known.skills.has(skillId)) return [{ field, key: 'unknown-skill' }];
        if (named.includes(skillId)) return [{ field, key: 'named-twice' }];
        named.push(skillId);
        return [];
      }),
    );
    const channels = unknownChannels(rule.intake.channels, known, `${at}.intake.channels`);
    return [...unknown, ...faults, ...channels];
  });
}

function overflowFaults({ overflow }: RoutingSettings, known: Known): SettingsFault[] {
  return Object.entries(overflow).flatMap(([groupId, { groups }]): SettingsFault[] => {
    const at = `overflow.${groupId}`;
    if (!known.groups.has(groupId)) return [{ field: at, key: 'unknown-group' }];
    const index = groups.findIndex((one) => !known.groups.has(one) || one === groupId);
    return index < 0 ? [] : [{ field: `${at}.groups.${index}`, key: 'unknown-group' }];
  });
}

function channelFaults({ reception, weights }: RoutingSettings, known: Known): SettingsFault[] {
  const weighed = Object.keys(weights).filter((key) => !known.channels.has(key.split('/')[0] ?? ''));
  return [
    ...reception.flatMap((rule, index) => unknownChannels(rule.channels, known, `reception.${index}.channels`)),
    ...weighed.map((key): SettingsFault => ({ field: `weights.${key}`, key: 'unknown-channel' })),
  ];
}

function unknownChannels(channels: readonly string[], known: Known, field: string): SettingsFault[] {
  return channels.every((channel) => known.channels.has(channel)) ? [] : [{ field, key: 'unknown-channel' }];
}

/** The settings without a skill that is taken away. */
export function withoutSkill(settings: RoutingSettings, skillId: string): RoutingSettings {
  const others = <Need extends { skillId: string }>(needs: readonly Need[]) =>
    needs.filter((need) => need.skillId !== skillId);
  const groups = Object.entries(settings.groups).map(([groupId, rule]) => [
    groupId,
    { ...rule, requires: others(rule.requires), prefers: others(rule.prefers) },
  ]);
  return { ...settings, groups: Object.fromEntries(groups) };
}

/** The settings without a group that is taken away. */
export function withoutGroup(settings: RoutingSettings, groupId: string): RoutingSettings {
  const { [groupId]: _rule, ...groups } = settings.groups;
  const overflow = Object.entries(settings.overflow)
    .filter(([helped]) => helped !== groupId)
    .map(([helped, help]) => [helped, { ...help, groups: help.groups.filter((one) => one !== groupId) }] as const)
    .filter(([, help]) => help.groups.length > 0);
  return { ...settings, groups, overflow: Object.fromEntries(overflow) };
}
