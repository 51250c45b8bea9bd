/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { accentColors } from '../accent.ts';
import type { Chat } from '../chat.ts';
import { ChatProvider, useWidgetState } from '../hooks/chat-context.ts';
import { useMedia } from '../hooks/use-media.ts';
import type { WidgetSettings } from '../settings.ts';
import { countUnread } from '../state/thread-rows.ts';
import { Launcher } from './Launcher.tsx';
import { Panel } from './Panel.tsx';

/** The whole window: the launcher, or the open panel in its place. */
export function App({
  chat,
  settings,
  onOpen,
  onClose,
}: {
  chat: Chat;
  settings: WidgetSettings;
  onOpen(): void;
  onClose(): void;
}) {
  const state = useWidgetState(chat);
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const launcher = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !state.isOpen) launcher.current?.focus();
    wasOpen.current = state.isOpen;
  }, [state.isOpen]);
  const colors = settings.color ? accentColors(settings.color, isDark ? 'dark' : 'light') : {};
  return (
    <ChatProvider value={chat}>
      <div class={`widget at-${settings.position}`} style={colors} lang={settings.language}>
        {state.isOpen ? (
          <Panel state={state} onClose={onClose} />
        ) : (
          <Launcher button={launcher} unread={countUnread(state)} onOpen={onOpen} />
        )}
      </div>
    </ChatProvider>
  );
}
