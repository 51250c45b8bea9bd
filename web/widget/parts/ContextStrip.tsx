/** @jsxImportSource preact */
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { AskContext } from '../state/widget-state.ts';
import { Icon } from './Icon.tsx';

/** The product that the customer came from; it goes with the next message, or at once. */
export function ContextStrip({ context }: { context: AskContext }) {
  const { store, outbox } = useChat();
  const { t } = useWords();
  const drop = () => store.dispatch({ type: 'context' });
  return (
    <div class="context-strip">
      <Icon name="bag" size={18} />
      <p>
        <span class="muted">{t('context.label')}</span>
        {context.title}
      </p>
      <button
        type="button"
        class="button-small"
        onClick={() => {
          outbox.add([{ kind: 'text', text: t('context.message', { title: context.title }) }]);
          drop();
        }}
      >
        {t('context.send')}
      </button>
      <button type="button" class="icon-button" aria-label={t('context.discard')} onClick={drop}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
