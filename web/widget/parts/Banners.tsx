/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { waitWords } from '../format.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { WidgetState } from '../state/widget-state.ts';

/** A connection that is lost for less than this long is not worth a word (ms). */
const connectionPatience = 1_500;
/** The place in the queue may take this long to be known; only then nobody is there (ms). */
const placePatience = 4_000;

/** Says when the shop cannot be reached, what is kept, and what can be done. */
export function ConnectionBanner({ connection }: Pick<WidgetState, 'connection'>) {
  const { retryNow } = useChat();
  const { t } = useWords();
  const isWrong = connection !== 'online' && connection !== 'idle';
  const isLate = useLate(isWrong, connectionPatience);
  if (!isWrong || !isLate) return <div role="status" />;
  return (
    <div role="status" class={`banner banner-${connection === 'connecting' ? 'quiet' : 'warning'}`}>
      <span>{t(`connection.${connection}`)}</span>
      {connection === 'away' && (
        <button type="button" onClick={retryNow}>
          {t('connection.retry')}
        </button>
      )}
    </div>
  );
}

/** Place and honest wait while a person is looked for, or while a first answer waits for its turn. */
export function QueueBanner({ state: { conversation, shop, queuedSince } }: { state: WidgetState }) {
  const { t } = useWords();
  const isWaiting = conversation?.handler === 'queue' && conversation.status !== 'closed';
  const isLate = useLate(isWaiting, placePatience, queuedSince);
  const queue = conversation?.status === 'closed' ? undefined : conversation?.queue;
  // Under overload the first answer of the AI has its place and time, too.
  if (!isWaiting && !queue) return null;
  if (queue)
    return (
      <div role="status" class="banner banner-queue">
        <strong class="figures">
          {queue.position <= 1 ? t('queue.next') : t('queue.place', { position: queue.position })}
          <span class="banner-wait">{waitWords(queue, t)}</span>
        </strong>
        <span>{t(isWaiting ? 'queue.hint' : 'queue.first-answer')}</span>
      </div>
    );
  const nobody = shop && !shop.humansAvailable ? t('queue.nobody-hours', { hours: shop.hoursText }) : t('queue.nobody');
  return (
    <div role="status" class="banner banner-queue">
      <span>{isLate ? nobody : t('queue.transferring')}</span>
    </div>
  );
}

/** True when something has lasted for a while; `since` (ms) where it began before this part was shown. */
function useLate(isOn: boolean, patience: number, since?: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!isOn) return;
    const rest = since === undefined ? patience : since + patience - Date.now();
    const timer = setTimeout(() => setLate(true), Math.max(0, rest));
    return () => clearTimeout(timer);
  }, [isOn, since, patience]);
  return isLate && isOn;
}
