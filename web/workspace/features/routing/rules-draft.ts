import type { GroupRule, ReceptionRule, RoutingSettings } from '../../../api/index.ts';

/** Beginnings of intents by which a queue may take conversations in. */
export const wishes = [
  'product',
  'price',
  'promo',
  'member',
  'buy',
  'order',
  'pay',
  'invoice',
  'ship',
  'track',
  'return',
  'exchange',
  'refund',
  'repair',
  'issue',
  'review',
  'complaint',
  'compensation',
  'account',
] as const;

/** A group without any rule of its own. */
export const noRule: GroupRule = {
  intake: { channels: [], languages: [], wishes: [] },
  requires: [],
  prefers: [],
};

/** What a new line of the plan starts with: people first on weekdays. */
export const newReception: ReceptionRule = {
  mode: 'human-first',
  humanShare: 0.5,
  channels: [],
  weekdays: [],
  on: 'any-day',
  from: '09:00',
  to: '22:00',
};

/** Whether every number that was typed is one: a field that holds none holds NaN until it is put right. */
export function isWhole(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isNaN(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isWhole);
}

/** The rules with another rule for one group; a rule that says nothing is left out. */
export function withGroupRule(rules: RoutingSettings, groupId: string, rule: GroupRule): Partial<RoutingSettings> {
  const { [groupId]: _before, ...others } = rules.groups;
  const isEmpty = JSON.stringify(rule) === JSON.stringify(noRule);
  return { groups: isEmpty ? others : { ...others, [groupId]: rule } };
}

/** The rules with other help for one group; null for none. */
export function withOverflow(
  rules: RoutingSettings,
  groupId: string,
  help: RoutingSettings['overflow'][string] | null,
): Partial<RoutingSettings> {
  const { [groupId]: _before, ...others } = rules.overflow;
  return { overflow: help === null || help.groups.length === 0 ? others : { ...others, [groupId]: help } };
}

/** A record with one number set, or taken out for null. */
export function withNumber(
  record: Readonly<Record<string, number>>,
  key: string,
  value: number | null,
): Record<string, number> {
  const { [key]: _before, ...others } = record;
  return value === null ? others : { ...others, [key]: value };
}

/** Somewhere in a list moved by one; the list itself where that is not possible. */
export function moved<One>(list: readonly One[], index: number, by: -1 | 1): One[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one === undefined || index + by < 0 || index + by >= list.length) return [...list];
  next.splice(index + by, 0, one);
  return next;
}

/** A new id out of a name: its small letters and digits, else a number, never one that is taken. */
export function idFor(name: string, taken: readonly string[], kind: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30);
  const base = plain === '' ? kind : plain;
  if (plain !== '' && !taken.includes(base)) return base;
  for (let number = 1; ; number += 1) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`;
}
