/** Who works here: accounts, roles, sessions, presence and the audit trail. */
export {
  type AuditActor,
  type AuditDetails,
  type AuditEntry,
  type AuditVerdict,
  appendAudit,
  listAudit,
  verifyAudit,
} from './audit.ts';
export type { AuditAction } from './audit-actions.ts';
export { changePassword, changeStaff, type StaffChange } from './change-staff.ts';
export { createFailedSignIns, type FailedSignIns } from './failed-sign-ins.ts';
export { type GroupName, listGroups, removeGroup, type SkillGroup, saveGroup, setGroups } from './groups.ts';
export { acceptInvitation, inviteStaff } from './invitations.ts';
export { hashPassword, shortestPassword } from './passwords.ts';
export { type Ability, abilities, abilitiesOf, answeringRoles, isAllowed, mayGrant } from './policies.ts';
export { keepPresent, setGoneOffline, setPresence } from './presence.ts';
export { listRoutableStaff, type RoutableStaff } from './routable-staff.ts';
export { createOwner, demoPassword, seedStaff } from './seed-staff.ts';
export {
  findSignedIn,
  insertSession,
  listSessions,
  revokeAllSessions,
  revokeSession,
  type SessionSummary,
  type SignedIn,
} from './sessions.ts';
export { listShifts, type PlannedShift, replaceShifts, type Shift } from './shifts.ts';
export { type SignInInput, type SignInOutcome, type StaffParts, signIn } from './sign-in.ts';
export { listSkills, removeSkill, type Skill, type StaffSkill, saveSkill, setSkills } from './skills.ts';
export { findStaff, insertStaff, listStaff, listStaffNames, updateStaff } from './staff-store.ts';
export { totpCode } from './totp.ts';
export { confirmTotp, removeTotp, startTotp } from './totp-store.ts';
export { type Presence, presences, type Role, roles, type StaffMember } from './types.ts';
