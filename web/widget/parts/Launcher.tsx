/** @jsxImportSource preact */
import type { RefObject } from 'preact';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { Icon } from './Icon.tsx';

/** The round button in the corner, with the number of replies that were not seen. */
export function Launcher({
  button,
  unread,
  onOpen,
}: {
  button: RefObject<HTMLButtonElement>;
  unread: number;
  onOpen(): void;
}) {
  const { prepare } = useChat();
  const { t } = useWords();
  return (
    <button
      ref={button}
      type="button"
      class="launcher"
      aria-haspopup="dialog"
      aria-label={unread > 0 ? t('launcher.unread', { count: unread }) : t('launcher.open')}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={onOpen}
    >
      <Icon name="chat" size={28} />
      {unread > 0 && (
        <span class="unread" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </button>
  );
}
