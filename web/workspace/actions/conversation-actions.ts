import {
  ArrowRightLeft,
  Bot,
  CircleCheck,
  Hand,
  MessageSquareText,
  Reply,
  RotateCcw,
  Sparkles,
  StickyNote,
} from 'lucide-react';
import type { Action, Availability } from './action.ts';
import type { Desk } from './desk.ts';

const ready: Availability = { kind: 'ready' };
const blocked = (reason: Extract<Availability, { kind: 'blocked' }>['reason']): Availability => ({
  kind: 'blocked',
  reason,
});

/** What can be done with the open conversation. */
export const conversationActions = {
  reply: {
    id: 'reply',
    label: 'action.reply',
    group: 'conversation',
    icon: Reply,
    shortcut: { key: 'r' },
    permission: 'conversations.reply',
    check: (desk) => whenOpen(desk),
    run: (desk) => desk.verbs.focusReply('reply'),
  },
  note: {
    id: 'note',
    label: 'action.note',
    group: 'conversation',
    icon: StickyNote,
    shortcut: { key: 'n' },
    permission: 'notes.write',
    check: (desk) => (desk.detail ? ready : blocked('noConversation')),
    run: (desk) => desk.verbs.focusReply('note'),
  },
  canned: {
    id: 'canned',
    label: 'action.canned',
    group: 'conversation',
    icon: MessageSquareText,
    shortcut: { key: '/' },
    permission: 'conversations.reply',
    check: (desk) => whenOpen(desk),
    run: (desk) => desk.verbs.openCanned(),
  },
  take: {
    id: 'take',
    label: 'action.take',
    group: 'conversation',
    icon: Hand,
    shortcut: { key: 't' },
    permission: 'conversations.take',
    check: checkTake,
    run: (desk) => desk.verbs.take(),
  },
  giveBack: {
    id: 'giveBack',
    label: 'action.giveBack',
    group: 'conversation',
    icon: Bot,
    shortcut: { key: 'g' },
    permission: 'conversations.transfer',
    check: (desk) => whenOpen(desk, (handler) => (handler === 'ai' ? blocked('aiAlready') : whenOwn(desk))),
    run: (desk) => desk.verbs.giveBack(),
  },
  transfer: {
    id: 'transfer',
    label: 'action.transfer',
    group: 'conversation',
    icon: ArrowRightLeft,
    shortcut: { key: 'x' },
    permission: 'conversations.transfer',
    check: (desk) => whenOpen(desk, () => whenOwn(desk)),
    run: (desk) => desk.verbs.openTransfer(),
  },
  close: {
    id: 'close',
    label: 'action.close',
    group: 'conversation',
    icon: CircleCheck,
    shortcut: { key: 'e' },
    permission: 'conversations.close',
    check: (desk) => whenOpen(desk, () => whenOwn(desk)),
    run: (desk) => desk.verbs.close(),
  },
  reopen: {
    id: 'reopen',
    label: 'action.reopen',
    group: 'conversation',
    icon: RotateCcw,
    permission: 'conversations.take',
    check: checkReopen,
    run: (desk) => desk.verbs.reopen(),
  },
  adopt1: adopt(1, 'action.adopt1'),
  adopt2: adopt(2, 'action.adopt2'),
  adopt3: adopt(3, 'action.adopt3'),
} as const satisfies Record<string, Action>;

function adopt(number: number, label: Action['label']): Action {
  return {
    id: `adopt${number}`,
    label,
    group: 'conversation',
    icon: Sparkles,
    shortcut: { key: String(number), alt: true },
    permission: 'suggestions.use',
    check: (desk) => whenOpen(desk, () => (desk.suggestionCount >= number ? ready : blocked('noSuggestion'))),
    run: (desk) => desk.verbs.adopt(number),
  };
}

function checkTake(desk: Desk): Availability {
  if (!desk.detail) return blocked('noConversation');
  const { status, handler } = desk.detail.conversation;
  if (status === 'closed') return blocked('closed');
  if (handler.kind === 'agent' && handler.staffId === desk.session.staff.staffId) return blocked('mineAlready');
  return whenOwn(desk);
}

function checkReopen(desk: Desk): Availability {
  if (!desk.detail) return blocked('noConversation');
  return desk.detail.conversation.status === 'closed' ? ready : blocked('notClosed');
}

function whenOpen(desk: Desk, then: (handler: 'ai' | 'queue' | 'agent') => Availability = () => ready): Availability {
  if (!desk.detail) return blocked('noConversation');
  const { status, handler } = desk.detail.conversation;
  return status === 'closed' ? blocked('closed') : then(handler.kind);
}

/** A colleague's conversation is touched only by those who may take over. */
function whenOwn(desk: Desk): Availability {
  const handler = desk.detail?.conversation.handler;
  const isColleagues = handler?.kind === 'agent' && handler.staffId !== desk.session.staff.staffId;
  return isColleagues && desk.session.abilities['conversations.take-over'] !== true ? blocked('colleague') : ready;
}
