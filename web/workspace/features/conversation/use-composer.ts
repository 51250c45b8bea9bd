import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import type { ContentPart, ConversationDetail, Message } from '../../../api/index.ts';
import { saidByOthers } from '../../cache/patch-detail.ts';
import { newId } from '../../session/new-id.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { useDeskEvent } from '../../shell/desk-events.ts';
import type { DraftMode } from './drafts.ts';
import { useOutbox } from './OutboxProvider.tsx';
import { useAdopted } from './use-adopted.ts';
import { type AttachmentList, useAttachments } from './use-attachments.ts';
import { useDraft } from './use-draft.ts';

export type Composer = {
  mode: DraftMode;
  setMode(mode: DraftMode): void;
  text: string;
  type(text: string): void;
  insert(words: string): void;
  box: RefObject<HTMLTextAreaElement | null>;
  attachments: AttachmentList;
  canSend: boolean;
  send(isConfirmed?: boolean): void;
  sendCard(part: ContentPart): void;
  /** What others have said meanwhile; shown before one's own words go out. */
  collision: readonly Message[] | undefined;
  keepEditing(): void;
  discard(): void;
  cannedWords: string | undefined;
  cannedKeys: RefObject<((key: string) => boolean) | null>;
  pickCanned(text: string): void;
  closeCanned(): void;
  isDropping: boolean;
  press(event: KeyboardEvent<HTMLTextAreaElement>): void;
  paste(event: ClipboardEvent): void;
  dragOver(event: DragEvent): void;
  dragLeave(): void;
  drop(event: DragEvent): void;
};

/** Everything that the reply box knows and does. */
export function useComposer(detail: ConversationDetail): Composer {
  const { staff } = useSession();
  const { conversationId } = detail.conversation;
  const mayReply = useAbility('conversations.reply');
  const [mode, setMode] = useState<DraftMode>(mayReply ? 'reply' : 'note');
  const draft = useDraft(detail, mode);
  const attachments = useAttachments();
  const outbox = useOutbox();
  const adopted = useAdopted(conversationId);
  const box = useRef<HTMLTextAreaElement>(null);
  const cannedKeys = useRef<((key: string) => boolean) | null>(null);
  const [isCannedShut, setCannedShut] = useState(false);
  const [collision, setCollision] = useState<readonly Message[]>();
  const [isDropping, setDropping] = useState(false);
  const lastSeq = detail.messages.at(-1)?.seq ?? 0;

  const put = (content: readonly ContentPart[]) =>
    outbox.put({
      clientId: newId(),
      conversationId,
      content,
      isPrivate: mode === 'note',
      createdAt: new Date().toISOString(),
      expectedSeq: lastSeq,
      state: 'sending',
    });
  const clear = () => {
    draft.clear();
    attachments.clear();
    setCollision(undefined);
  };
  const hasText = draft.text.trim() !== '';
  const canSend = (hasText || attachments.items.length > 0) && attachments.isReady;
  const send = (isConfirmed = false) => {
    if (!canSend) return;
    const others =
      mode === 'reply' && !isConfirmed
        ? saidByOthers(detail.messages, draft.startedAtSeq ?? lastSeq, staff.staffId)
        : [];
    if (others.length > 0) {
      setCollision(others);
      return;
    }
    const text: readonly ContentPart[] = hasText ? [{ kind: 'text', text: draft.text.trim() }] : [];
    put([...text, ...attachments.parts()]);
    if (mode === 'reply') adopted.told(draft.text.trim());
    clear();
    box.current?.focus();
  };
  const insert = (words: string) => {
    draft.type(insertAt(box.current, draft.text, words));
    box.current?.focus();
  };

  const chooseMode = (next: DraftMode) => {
    setMode(next);
    setCollision(undefined);
    requestAnimationFrame(() => box.current?.focus());
  };
  useDeskEvent('focus-reply', chooseMode);
  useDeskEvent('insert', insert);
  useDeskEvent('open-canned', () => {
    setMode('reply');
    if (draft.text === '') draft.type('/');
    setCannedShut(false);
    requestAnimationFrame(() => box.current?.focus());
  });

  const cannedWords = isCannedShut || mode === 'note' ? undefined : /^\/(\S*)$/.exec(draft.text)?.[1];
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter that ends a word in an input method must not send it.
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229) return;
    if (cannedWords !== undefined && cannedKeys.current?.(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      if (collision) setCollision(undefined);
      else box.current?.blur();
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      send(collision !== undefined);
    }
  };

  return {
    mode,
    setMode: chooseMode,
    text: draft.text,
    type: (text) => {
      setCannedShut(false);
      draft.type(text);
    },
    insert,
    box,
    attachments,
    canSend,
    send,
    sendCard: (part) => put([part]),
    collision,
    keepEditing: () => {
      setCollision(undefined);
      draft.restart();
      box.current?.focus();
    },
    discard: clear,
    cannedWords,
    cannedKeys,
    pickCanned: (text) => {
      draft.type(text);
      box.current?.focus();
    },
    closeCanned: () => setCannedShut(true),
    isDropping,
    press,
    paste: (event) => {
      const files = [...event.clipboardData.files];
      if (files.length === 0) return;
      event.preventDefault();
      attachments.add(files);
    },
    dragOver: (event) => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setDropping(true);
    },
    dragLeave: () => setDropping(false),
    drop: (event) => {
      event.preventDefault();
      setDropping(false);
      attachments.add([...event.dataTransfer.files]);
    },
  };
}

/** Text with words put in at the cursor, or in place of what is selected. */
function insertAt(box: HTMLTextAreaElement | null, text: string, words: string): string {
  const from = box?.selectionStart ?? text.length;
  const to = box?.selectionEnd ?? text.length;
  return text.slice(0, from) + words + text.slice(to);
}
