import type { ParseKeys } from 'i18next';
import type { LucideIcon } from 'lucide-react';
import type { Ability } from '../../api/index.ts';
import type { Desk } from './desk.ts';
import type { Shortcut } from './shortcut.ts';

export const actionGroups = ['conversation', 'list', 'go', 'me'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** Why an action is not possible now; worded under `action.blocked`. */
export type BlockReason =
  | 'noConversation'
  | 'closed'
  | 'notClosed'
  | 'mineAlready'
  | 'aiAlready'
  | 'colleague'
  | 'role'
  | 'noSuggestion';

/** `hidden`: it makes no sense here; `blocked`: it does, and the reason is told. */
export type Availability = { kind: 'ready' } | { kind: 'hidden' } | { kind: 'blocked'; reason: BlockReason };

/** One thing that can be done. Buttons, menus, the palette and the shortcut help are all drawn from it. */
export type Action = {
  id: string;
  label: ParseKeys;
  group: ActionGroup;
  icon: LucideIcon;
  shortcut?: Shortcut;
  permission?: Ability;
  /** Beyond the permission; `ready` without it. */
  check?(desk: Desk): Availability;
  run(desk: Desk): void;
};

/** Whether somebody may do something here and now, and why not. */
export function availabilityOf(action: Action, desk: Desk): Availability {
  if (action.permission && desk.session.abilities[action.permission] !== true)
    return { kind: 'blocked', reason: 'role' };
  return action.check?.(desk) ?? { kind: 'ready' };
}
