/** Who works here: accounts, roles, sessions, presence and the audit trail. */
export { listRoutableStaff, type RoutableStaff } from './routable-staff.ts';
export { type Presence, presences, type Role, roles, type StaffMember } from './types.ts';
