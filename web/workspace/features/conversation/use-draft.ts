import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../api/index.ts';
import { api } from '../../session/api.ts';
import { useConnection } from '../../session/ConnectionProvider.tsx';
import { type DraftMode, firstDraft, keepLocalDraft } from './drafts.ts';

const savePause = 800;
const typingPause = 3_000;
const typingEnd = 5_000;

export type Draft = {
  text: string;
  type(text: string): void;
  clear(): void;
  /** The last message there was when this draft was begun; what others said since is a surprise. */
  startedAtSeq: number | undefined;
  /** Takes everything said so far as known. */
  restart(): void;
};

/** What is typed: kept in this browser with each key, on the server after a pause, and told to colleagues as typing. */
export function useDraft(detail: ConversationDetail, mode: DraftMode): Draft {
  const { conversationId } = detail.conversation;
  const lastSeq = detail.messages.at(-1)?.seq ?? 0;
  const [texts, setTexts] = useState({
    reply: firstDraft(conversationId, 'reply', detail.draft),
    note: firstDraft(conversationId, 'note', ''),
  });
  const [startedAtSeq, setStartedAtSeq] = useState(texts.reply === '' ? undefined : lastSeq);
  const saveSoon = useServerDraft(conversationId);
  const tellTyping = useTypingMark(conversationId);
  const text = texts[mode];

  const type = useCallback(
    (next: string) => {
      setTexts((old) => ({ ...old, [mode]: next }));
      keepLocalDraft(conversationId, mode, next);
      if (next === '') setStartedAtSeq(undefined);
      else setStartedAtSeq((started) => started ?? lastSeq);
      if (mode !== 'reply') return;
      saveSoon(next);
      tellTyping(next !== '');
    },
    [conversationId, mode, lastSeq, saveSoon, tellTyping],
  );
  return { text, type, clear: () => type(''), startedAtSeq, restart: () => setStartedAtSeq(lastSeq) };
}

/** Saves on the server after a pause in typing, and at once when the conversation is left. */
function useServerDraft(conversationId: string): (text: string) => void {
  const waiting = useRef<{ text: string; timer: ReturnType<typeof setTimeout> }>(undefined);
  const save = useCallback(() => {
    const one = waiting.current;
    if (!one) return;
    clearTimeout(one.timer);
    waiting.current = undefined;
    // The browser keeps the draft as well; the next key saves again.
    api.saveDraft(conversationId, one.text).catch(() => undefined);
  }, [conversationId]);
  useEffect(() => save, [save]);
  return useCallback(
    (text) => {
      clearTimeout(waiting.current?.timer);
      waiting.current = { text, timer: setTimeout(save, savePause) };
    },
    [save],
  );
}

/** Tells the customer and colleagues that one is typing, at most every few seconds, and when it ends. */
function useTypingMark(conversationId: string): (isTyping: boolean) => void {
  const { say } = useConnection();
  const state = useRef<{ toldAt: number; timer: ReturnType<typeof setTimeout> | undefined }>({
    toldAt: 0,
    timer: undefined,
  });
  const stop = useCallback(() => {
    clearTimeout(state.current.timer);
    if (state.current.toldAt === 0) return;
    state.current.toldAt = 0;
    say({ type: 'typing', conversationId, isTyping: false });
  }, [say, conversationId]);
  useEffect(() => stop, [stop]);
  return useCallback(
    (isTyping) => {
      if (!isTyping) return stop();
      clearTimeout(state.current.timer);
      state.current.timer = setTimeout(stop, typingEnd);
      const now = Date.now();
      if (now - state.current.toldAt < typingPause) return;
      state.current.toldAt = now;
      say({ type: 'typing', conversationId, isTyping: true });
    },
    [say, stop, conversationId],
  );
}
