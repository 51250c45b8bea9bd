import { ArrowDown } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { hasOlder } from '../../cache/patch-detail.ts';
import { customerNameOf } from '../../format/customer-name.ts';
import { DayLine } from './DayLine.tsx';
import { LiveLines } from './LiveLines.tsx';
import { MessageView } from './MessageView.tsx';
import { OutgoingView } from './OutgoingView.tsx';
import styles from './Thread.module.css';
import { threadItems } from './thread-items.ts';
import { useLive, useOutgoing } from './use-conversation.ts';
import { useOlderMessages } from './use-older-messages.ts';
import { useStickyScroll } from './use-sticky-scroll.ts';

/** The messages. Keeps to the latest unless somebody has scrolled up, and its place when older ones come in. */
export function Thread({ detail, isReadOnly }: { detail: ConversationDetail; isReadOnly?: boolean }) {
  const { t } = useTranslation();
  const { messages, conversation, customer } = detail;
  const outgoing = useOutgoing(detail);
  const live = useLive(conversation.conversationId);
  const items = useMemo(() => threadItems(messages, outgoing), [messages, outgoing]);
  const older = useOlderMessages(detail);
  const scroll = useStickyScroll({
    firstSeq: messages[0]?.seq ?? 0,
    lastSeq: messages.at(-1)?.seq ?? 0,
    sending: outgoing.length,
    growth: `${live.streaming.length}/${live.isAiTyping}/${live.isCustomerTyping}`,
    nearTop: older.load,
  });
  const name = customerNameOf(t, customer.displayName, customer.customerId);
  return (
    <div className={styles.frame}>
      <div
        ref={scroll.ref}
        className={styles.scroller}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="polite"
        aria-label={t('conversation.thread', { name })}
      >
        <ThreadTop hasOlder={hasOlder(messages)} isLoading={older.isLoading} load={older.load} />
        {items.map((item) => {
          switch (item.kind) {
            case 'day':
              return <DayLine key={item.key} at={item.at} />;
            case 'message':
              return (
                <MessageView key={item.key} message={item.message} detail={detail} isFirst={item.isFirstOfGroup} />
              );
            default:
              return isReadOnly ? null : <OutgoingView key={item.key} outgoing={item.outgoing} />;
          }
        })}
        {!isReadOnly && <LiveLines live={live} />}
      </div>
      {!scroll.isAtEnd && (
        <Button className={styles.toEnd} size="small" icon={<ArrowDown aria-hidden="true" />} onClick={scroll.toEnd}>
          {scroll.newBelow > 0 ? t('conversation.newBelow', { count: scroll.newBelow }) : t('conversation.toBottom')}
        </Button>
      )}
    </div>
  );
}

function ThreadTop(props: { hasOlder: boolean; isLoading: boolean; load(): void }) {
  const { t } = useTranslation();
  if (!props.hasOlder) return <p className={styles.beginning}>{t('conversation.beginning')}</p>;
  return (
    <div className={styles.older}>
      <Button size="small" look="quiet" disabled={props.isLoading} onClick={props.load}>
        {props.isLoading ? t('conversation.loadingOlder') : t('conversation.older')}
      </Button>
    </div>
  );
}
