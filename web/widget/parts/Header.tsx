/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { WidgetState } from '../state/widget-state.ts';
import { Icon } from './Icon.tsx';
import { Menu } from './Menu.tsx';

type HeaderProps = { state: WidgetState; onClose(): void; onEnd(): void; onCases(): void };

/** Whom the customer talks to, and the way to a person, always in sight. */
export function Header({ state, onClose, onEnd, onCases }: HeaderProps) {
  const { outbox, store } = useChat();
  const { t } = useWords();
  const { conversation, shop } = state;
  const isRunning = conversation !== undefined && conversation.status !== 'closed';
  const handler = isRunning ? conversation.handler : 'ai';
  const askHuman = () => outbox.add([{ kind: 'text', text: t('human.value') }]);
  const hasAsked = useRecentPress();
  return (
    <header class="header">
      <div class="header-words">
        <h2>{shop?.name ?? t('launcher.open')}</h2>
        <p class={`status status-${handler}`}>
          <Status state={state} />
        </p>
      </div>
      {handler !== 'agent' && (
        <button
          type="button"
          class="human-button"
          disabled={handler === 'queue' || hasAsked.isRecent}
          onClick={() => {
            hasAsked.press();
            askHuman();
          }}
        >
          <Icon name="person" size={16} />
          {t('human.ask')}
        </button>
      )}
      <Menu
        label={t('panel.more')}
        items={[
          { label: t('cases.title'), run: onCases },
          ...(isRunning ? [{ label: t('panel.end'), run: onEnd }] : []),
          ...(conversation && conversation.rating === undefined
            ? [{ label: t('panel.rate'), run: () => store.dispatch({ type: 'rating-asked' }) }]
            : []),
        ]}
      />
      <button type="button" class="icon-button" aria-label={t('panel.close')} onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}

function Status({ state: { conversation } }: { state: WidgetState }) {
  const { t } = useWords();
  if (conversation?.status === 'closed') return <>{t('status.closed')}</>;
  if (conversation?.handler === 'agent')
    return (
      <>{conversation.agentName ? t('status.agent', { name: conversation.agentName }) : t('status.agent-unnamed')}</>
    );
  if (conversation?.handler !== 'queue') return <>{t('status.ai')}</>;
  return (
    <>{conversation.queue ? t('status.queue-place', { position: conversation.queue.position }) : t('status.queue')}</>
  );
}

/** One wish for a person is enough: the button rests for a moment after a press. */
function useRecentPress(): { isRecent: boolean; press(): void } {
  const [isRecent, setRecent] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const press = () => {
    setRecent(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setRecent(false), 4_000);
  };
  return { isRecent, press };
}
