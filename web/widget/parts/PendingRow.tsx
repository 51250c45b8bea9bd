/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { ThreadRow } from '../state/thread-rows.ts';
import { MessageBody, type MessageBodyProps } from './MessageBody.tsx';

type Row = Extract<ThreadRow, { kind: 'pending' }>;
type PendingRowProps = { row: Row; isOnline: boolean } & Pick<MessageBodyProps, 'onPicture' | 'findForm'>;

/** Before this long a message on its way shows no word about it (ms); most are there sooner. */
const patience = 700;

/** A message that the shop has not got yet. */
export function PendingRow({ row, isOnline, ...body }: PendingRowProps) {
  const { outbox } = useChat();
  const { t } = useWords();
  const { clientId, content, status, trouble } = row.pending;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  const isFailed = status === 'failed';
  const words = trouble ? t(trouble.key, trouble.values) : t(isOnline ? 'mark.sending' : 'mark.waiting-network');
  return (
    <article class={`row row-own is-pending${row.isFirst ? ' is-first' : ''}`} aria-label={t('author.own')}>
      <MessageBody {...body} content={content} isLatest={false} />
      <p class={`row-foot${isFailed ? ' is-failed' : ''}`} {...(isFailed ? { role: 'alert' } : {})}>
        {isFailed || trouble || isLate ? words : ' '}
        {isFailed && (
          <>
            <button type="button" onClick={() => outbox.retry(clientId)}>
              {t('mark.retry')}
            </button>
            <button type="button" onClick={() => outbox.discard(clientId)}>
              {t('mark.discard')}
            </button>
          </>
        )}
      </p>
    </article>
  );
}
