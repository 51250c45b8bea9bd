import type { TFunction } from 'i18next';
import { isOneOf } from './one-of.ts';

const roles = ['owner', 'supervisor', 'agent', 'trainer', 'analyst'] as const;

/** A role in words; one that this version does not know stays as it is written. */
export function roleText(t: TFunction, role: string): string {
  return isOneOf(roles, role) ? t(`staff.roles.${role}`) : role;
}
