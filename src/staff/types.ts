import type { StaffId } from '../platform/index.ts';

/** What somebody is in a shop; `policies.ts` says what each may do. */
export const roles = ['owner', 'supervisor', 'agent', 'trainer', 'analyst'] as const;
export type Role = (typeof roles)[number];

/** `away`: signed in but takes no new conversation. */
export const presences = ['online', 'away', 'offline'] as const;
export type Presence = (typeof presences)[number];

/** An account of a shop. Load is counted from conversations, see `listRoutableStaff`. */
export type StaffMember = {
  staffId: StaffId;
  email: string;
  name: string;
  role: Role;
  languages: readonly string[];
  capacity: number;
  presence: Presence;
  hasTotp: boolean;
  isDisabled: boolean;
  createdAt: string;
};
