import type { Role } from './types.ts';

/** What somebody may be allowed to do; the server checks them and the browser hides what is not allowed by the same list. */
export const abilities = [
  'conversations.read',
  'conversations.reply',
  'conversations.take',
  'conversations.take-over',
  'conversations.transfer',
  'conversations.close',
  'conversations.tag',
  'notes.write',
  'suggestions.use',
  'actions.perform',
  'approvals.decide',
  'shop.read',
  'turns.explain',
  'canned-replies.read',
  'canned-replies.write',
  'presence.set',
  'staff.read',
  'staff.manage',
  'staff.invite',
  'groups.read',
  'audit.read',
  'tickets.read',
  'tickets.finish',
  'overview.read',
  'load.set',
  'shifts.write',
  'customers.call',
  'incidents.answer',
  'settings.read',
  'settings.write',
  'widget-secret.read',
  'files.upload',
  'knowledge.read',
  'knowledge.write',
  'knowledge.release',
] as const;
export type Ability = (typeof abilities)[number];

const everybody = [
  'conversations.read',
  'staff.read',
  'groups.read',
  'overview.read',
  'canned-replies.read',
  'turns.explain',
  'knowledge.read',
] as const;

const agent = [
  ...everybody,
  'conversations.reply',
  'conversations.take',
  'conversations.transfer',
  'conversations.close',
  'conversations.tag',
  'notes.write',
  'suggestions.use',
  'actions.perform',
  'shop.read',
  'customers.call',
  'presence.set',
  'tickets.read',
  'tickets.finish',
  'files.upload',
] as const;

/** Role → what it may do. The one place where it is decided. */
const allowed: Readonly<Record<Role, readonly Ability[]>> = {
  owner: abilities,
  supervisor: [
    ...agent,
    'conversations.take-over',
    'approvals.decide',
    'canned-replies.write',
    'knowledge.write',
    'knowledge.release',
    'staff.invite',
    'audit.read',
    'load.set',
    'shifts.write',
    'incidents.answer',
    'settings.read',
  ],
  agent,
  trainer: [
    ...everybody,
    'notes.write',
    'conversations.tag',
    'canned-replies.write',
    'settings.read',
    'knowledge.write',
    'knowledge.release',
  ],
  analyst: [...everybody, 'tickets.read', 'audit.read'],
};

/** Roles that answer customers and can therefore be assigned a conversation. */
export const answeringRoles: readonly Role[] = ['owner', 'supervisor', 'agent'];

/** Whether a role may do something. */
export function isAllowed(role: Role, ability: Ability): boolean {
  return allowed[role].includes(ability);
}

/** All abilities with yes or no, as the browser gets them. */
export function abilitiesOf(role: Role): Readonly<Record<string, boolean>> {
  return Object.fromEntries(abilities.map((ability) => [ability, isAllowed(role, ability)]));
}

/** Which roles somebody may give to others: nobody makes a role above the own one. */
export function mayGrant(granting: Role, granted: Role): boolean {
  if (granting === 'owner') return true;
  return granting === 'supervisor' && granted === 'agent';
}
