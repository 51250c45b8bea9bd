import type { RoutableStaff } from '../staff/index.ts';
import type { Requirement, Stage, StageName } from './core/core-types.ts';
import { skillsAsked } from './group-rules.ts';
import { regularOutcome } from './regulars.ts';
import type { RoutingSettings } from './routing-settings.ts';
import type { WaitingEntry } from './waiting-entry.ts';

const hour = 3_600_000;
/** When nobody else helps, somebody who stayed silent may get it again after so long: better late than never. */
const forgiveAfterSeconds = 300;

/**
 * What is required of whoever serves this conversation, step by step: the own agent, then skills and language, wider and wider, then other
 * groups, then anybody.
 */
export function stagesOf(
  entry: WaitingEntry,
  people: ReadonlyMap<string, RoutableStaff>,
  settings: RoutingSettings,
): Stage[] {
  const own = ownStage(entry, people, settings);
  const stages = sharedStages(own ? settings.ownAgentSeconds : 0, entry, settings);
  return own ? [own, ...stages] : stages;
}

const sharedLists = new WeakMap<RoutingSettings, Map<string, Stage[]>>();

/** Thousands who wait for the same share one list. */
function sharedStages(start: number, entry: WaitingEntry, settings: RoutingSettings): Stage[] {
  if (entry.excludedStaffIds?.length) return laterStages(start, entry, settings);
  const lists = sharedLists.get(settings) ?? new Map<string, Stage[]>();
  sharedLists.set(settings, lists);
  const key = lineKey(start, entry);
  const stages = lists.get(key) ?? laterStages(start, entry, settings);
  lists.set(key, stages);
  return stages;
}

function lineKey(seconds: number, { groupId, channelId = '', kind, language }: WaitingEntry): string {
  return `${seconds}|${groupId}|${channelId}|${kind ?? ''}|${language}`;
}

function laterStages(start: number, entry: WaitingEntry, settings: RoutingSettings): Stage[] {
  const moments = [
    start,
    ...settings.levelSteps.map((step) => step.afterSeconds),
    ...(settings.groups[entry.groupId]?.prefers.map((one) => one.untilSeconds) ?? []),
    settings.languageSeconds,
    settings.overflow[entry.groupId]?.afterSeconds ?? start,
    settings.anybodySeconds ?? start,
    ...(entry.excludedStaffIds?.length ? [forgiveAfterSeconds] : []),
  ];
  const later = [...new Set(moments.filter((moment) => moment >= start))].sort((one, other) => one - other);
  return later.map((afterSeconds) => sharedStage(afterSeconds, entry, settings));
}

const shared = new WeakMap<RoutingSettings, Map<string, Stage>>();

/** Thousands who wait for the same share one object, so that the core finds their line at once. */
function sharedStage(seconds: number, entry: WaitingEntry, settings: RoutingSettings): Stage {
  if (entry.excludedStaffIds?.length) return stageAt(seconds, entry, settings);
  const stages = shared.get(settings) ?? new Map<string, Stage>();
  shared.set(settings, stages);
  const key = lineKey(seconds, entry);
  const stage = stages.get(key) ?? stageAt(seconds, entry, settings);
  stages.set(key, stage);
  return stage;
}

/** Waits for one person only while that makes sense: there, and the customer's own or a regular of the last hours. */
function ownStage(
  entry: WaitingEntry,
  people: ReadonlyMap<string, RoutableStaff>,
  settings: RoutingSettings,
): Stage | undefined {
  const stage = (staffId: string, evenAway: boolean): Stage => ({
    afterSeconds: 0,
    name: 'own-agent',
    requirement: { groups: [], only: staffId, ...(evenAway ? { evenAway } : {}), weight: weightOf(entry, settings) },
  });
  const wanted = entry.wantedStaffId === undefined ? undefined : people.get(entry.wantedStaffId);
  if (wanted?.presence === 'online') return stage(wanted.staffId, false);
  const { regular } = entry;
  const person = regular === undefined ? undefined : people.get(regular.staffId);
  if (!regular || !person || entry.excludedStaffIds?.includes(person.staffId)) return undefined;
  const hoursSince = (entry.queuedAt.getTime() - regular.at.getTime()) / hour;
  const isFull = person.load >= person.capacity;
  const outcome = regularOutcome({ hoursSince, presence: person.presence, isFull });
  return outcome === 'others' ? undefined : stage(person.staffId, true);
}

function stageAt(seconds: number, entry: WaitingEntry, settings: RoutingSettings): Stage {
  const overflow = settings.overflow[entry.groupId];
  const isAnybody = settings.anybodySeconds !== null && seconds >= settings.anybodySeconds;
  const isOverflow = overflow !== undefined && seconds >= overflow.afterSeconds;
  const level = settings.levelSteps.findLast((step) => step.afterSeconds <= seconds)?.worstLevel;
  const needsLanguage = seconds < settings.languageSeconds;
  const isForgiven = seconds >= forgiveAfterSeconds;
  const { needs, isFewer } = skillsAsked(settings.groups[entry.groupId], seconds);
  const requirement: Requirement = {
    groups: isAnybody ? [] : isOverflow ? [entry.groupId, ...overflow.groups] : [entry.groupId],
    weight: weightOf(entry, settings),
    ...(level === undefined || isAnybody ? {} : { worstLevel: level }),
    ...(needsLanguage ? { language: entry.language } : {}),
    ...(needs.length > 0 ? { skills: needs } : {}),
    ...(entry.channelId ? { channel: entry.channelId } : {}),
    ...(entry.excludedStaffIds?.length && !isForgiven ? { except: entry.excludedStaffIds } : {}),
  };
  return { afterSeconds: seconds, name: nameOf({ isAnybody, isOverflow, isFewer, needsLanguage }), requirement };
}

/** What has been given up by then, the widest first. */
function nameOf(step: {
  isAnybody: boolean;
  isOverflow: boolean;
  isFewer: boolean;
  needsLanguage: boolean;
}): StageName {
  if (step.isAnybody) return 'anybody';
  if (step.isOverflow) return 'overflow';
  if (step.isFewer) return 'fewer-skills';
  return step.needsLanguage ? 'skilled' : 'any-language';
}

/** What serving takes of the capacity, by channel and kind. */
export function weightOf(entry: Pick<WaitingEntry, 'channelId' | 'kind'>, settings: RoutingSettings): number {
  const { channelId = '', kind } = entry;
  return weightOfKey(kind === undefined ? channelId : `${channelId}/${kind}`, settings);
}

/** The same by its key, `channel` or `channel/kind`; a kind without a weight of its own weighs as its channel. */
export function weightOfKey(key: string, { weights }: Pick<RoutingSettings, 'weights'>): number {
  const [channel = ''] = key.split('/');
  return weights[key] ?? weights[channel] ?? 100;
}
