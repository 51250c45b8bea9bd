/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { useChat, useWords } from '../hooks/chat-context.ts';

/** Asks before a conversation is ended. */
export function EndQuestion({ onDone }: { onDone(): void }) {
  const { end } = useChat();
  const { t } = useWords();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div class="end-question" role="alertdialog" aria-label={t('panel.end')} aria-describedby="end-question">
      <p id="end-question">{t('panel.end-question')}</p>
      <div>
        <button ref={keep} type="button" class="button-quiet" onClick={onDone}>
          {t('panel.end-cancel')}
        </button>
        <button type="button" class="button-main" onClick={() => void end().then(onDone)}>
          {t('panel.end-confirm')}
        </button>
      </div>
    </div>
  );
}
