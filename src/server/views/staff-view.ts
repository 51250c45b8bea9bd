import type { RoutableStaff, StaffMember } from '../../staff/index.ts';
import type { StaffView } from '../protocol/views.ts';

/** A colleague as staff sees one: account joined with presence, load and groups of routing. */
export function toStaffView(member: StaffMember, routable: RoutableStaff | undefined): StaffView {
  return {
    staffId: member.staffId,
    name: member.name,
    email: member.email,
    role: member.role,
    presence: member.presence,
    capacity: member.capacity,
    load: routable?.load ?? 0,
    languages: member.languages,
    groups: routable?.groups ?? [],
    skills: routable?.skills ?? [],
    channels: routable?.channels ?? [],
    isDisabled: member.isDisabled,
    hasTotp: member.hasTotp,
  };
}

/** All accounts of a shop. */
export function toStaffViews(members: readonly StaffMember[], routables: readonly RoutableStaff[]): StaffView[] {
  const byId = new Map(routables.map((routable) => [routable.staffId, routable]));
  return members.map((member) => toStaffView(member, byId.get(member.staffId)));
}
