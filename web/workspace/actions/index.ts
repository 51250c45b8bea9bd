/** Everything that can be done in the workspace, as data. */
import type { Action } from './action.ts';
import { conversationActions } from './conversation-actions.ts';
import { workspaceActions } from './workspace-actions.ts';

export { type Action, type ActionGroup, type Availability, actionGroups, availabilityOf } from './action.ts';
export type { Desk, DeskVerbs, ScreenPath } from './desk.ts';
export { isMac, isPressed, isTypingIn, keysOf } from './shortcut.ts';

/** Every action by its name. */
export const actions = { ...conversationActions, ...workspaceActions } as const;
export type ActionId = keyof typeof actions;

/** Every action, in the order in which they are listed. */
export const actionList: readonly Action[] = Object.values(actions);
