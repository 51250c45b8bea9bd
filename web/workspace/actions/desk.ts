import type { ConversationDetail, SessionView, StaffView } from '../../api/index.ts';
import type { InboxView } from '../../api/staff-views.ts';
import type { Theme } from '../shell/theme.ts';

export type ScreenPath =
  | '/'
  | '/tickets'
  | '/shop'
  | '/overview'
  | '/wall'
  | '/rehearsal'
  | '/routing'
  | '/knowledge'
  | '/staff'
  | '/audit'
  | '/settings'
  | '/account';

/** Everything that an action can make happen. */
export type DeskVerbs = {
  moveInList(step: 1 | -1): void;
  focusReply(mode: 'reply' | 'note'): void;
  openCanned(): void;
  focusSearch(): void;
  take(): void;
  giveBack(): void;
  openTransfer(): void;
  close(): void;
  reopen(): void;
  adopt(number: number): void;
  openPalette(): void;
  openHelp(): void;
  setPresence(presence: StaffView['presence']): void;
  setTheme(theme: Theme): void;
  go(to: ScreenPath): void;
  showView(view: InboxView): void;
  signOut(): void;
};

/** What an action is decided by: who is signed in, and what is open. */
export type Desk = {
  session: SessionView;
  detail: ConversationDetail | undefined;
  suggestionCount: number;
  verbs: DeskVerbs;
};
