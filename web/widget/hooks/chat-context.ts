import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import { type Translate, translator, type WidgetLanguage } from '../i18n.ts';
import type { WidgetState } from '../state/widget-state.ts';

const ChatContext = createContext<Chat | undefined>(undefined);

/** Gives the chat to everything inside. */
export const ChatProvider = ChatContext.Provider;

/** The chat that this part belongs to. */
export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('a part outside of the window');
  return chat;
}

/** The state, now and after each change. */
export function useWidgetState(chat: Chat): WidgetState {
  const [state, setState] = useState(chat.store.get());
  useEffect(() => {
    setState(chat.store.get());
    return chat.store.subscribe(setState);
  }, [chat]);
  return state;
}

/** The words of the window's language. */
export function useWords(): { t: Translate; language: WidgetLanguage } {
  const { language } = useChat();
  return { t: translator(language), language };
}
