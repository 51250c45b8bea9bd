import type { SkillGroup, StaffView } from '../../../api/index.ts';
import { inLanguage } from '../../format/words.ts';

export type TransferTarget =
  | { kind: 'person'; id: string; name: string; load: number; capacity: number; isOffline: boolean }
  | { kind: 'group'; id: string; name: string };

/** Roles that answer customers. */
const answering: readonly StaffView['role'][] = ['owner', 'supervisor', 'agent'];

/** Who can go on with a conversation: colleagues with the most room first, the absent last, then groups. */
export function transferTargets(given: {
  staff: readonly StaffView[];
  groups: readonly SkillGroup[];
  ownId: string;
  language: string;
  words: string;
}): TransferTarget[] {
  const wanted = given.words.trim().toLowerCase();
  const people = given.staff
    .filter((one) => one.staffId !== given.ownId && !one.isDisabled && answering.includes(one.role))
    .map((one) => ({
      kind: 'person' as const,
      id: one.staffId,
      name: one.name,
      load: one.load,
      capacity: one.capacity,
      isOffline: one.presence === 'offline',
    }))
    .sort(
      (one, other) =>
        Number(one.isOffline) - Number(other.isOffline) || other.capacity - other.load - (one.capacity - one.load),
    );
  const groups = given.groups.map((group) => ({
    kind: 'group' as const,
    id: group.groupId,
    name: inLanguage(group.name, given.language),
  }));
  const present = people.filter((one) => !one.isOffline);
  const absent = people.filter((one) => one.isOffline);
  return [...present, ...groups, ...absent].filter((one) => one.name.toLowerCase().includes(wanted));
}
