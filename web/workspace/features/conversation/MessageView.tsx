import { Lock, Sparkles } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, Message } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { customerNameOf } from '../../format/customer-name.ts';
import { hourText } from '../../format/time.ts';
import { authorName } from './author-name.ts';
import { DeliveryMark } from './DeliveryMark.tsx';
import { EventLine } from './EventLine.tsx';
import { MessageParts } from './MessageParts.tsx';
import styles from './MessageView.module.css';
import { WhyButton } from './WhyButton.tsx';

/** One message: who, what, whether it arrived, and for the AI's why. */
export const MessageView = memo(function MessageView(props: {
  message: Message;
  detail: ConversationDetail;
  isFirst: boolean;
}) {
  const { t, i18n } = useTranslation();
  const { message, detail, isFirst } = props;
  const { author, content, isPrivate, turnId } = message;
  const events = content.filter((part) => part.kind === 'event');
  const said = content.filter((part) => part.kind !== 'event');
  const name = authorName(t, author, customerNameOf(t, detail.customer.displayName, detail.customer.customerId));
  if (said.length === 0) return <EventLine events={events} at={message.createdAt} />;
  return (
    <>
      {events.length > 0 && <EventLine events={events} at={message.createdAt} />}
      <article
        className={classNames(styles.message, styles[sideOf(message)], isFirst && styles.first)}
        aria-label={t('message.wroteAt', { name, time: hourText(message.createdAt, i18n.language) })}
      >
        {isFirst && (
          <header className={styles.head}>
            {author.kind === 'ai' ? (
              <Badge tone="ai" icon={<Sparkles aria-hidden="true" />}>
                {t('message.ai')}
              </Badge>
            ) : (
              <span className={styles.name}>{name}</span>
            )}
            {isPrivate && (
              <span className={styles.note} title={t('message.noteHint')}>
                <Lock aria-hidden="true" />
                {t('message.note')}
              </span>
            )}
          </header>
        )}
        <div className={classNames(styles.bubble, styles[toneOf(message)])}>
          <MessageParts content={said} />
        </div>
        <footer className={styles.foot}>
          <time dateTime={message.createdAt}>{hourText(message.createdAt, i18n.language)}</time>
          {!isPrivate && author.kind !== 'customer' && (
            <DeliveryMark message={message} conversation={detail.conversation} />
          )}
          {author.kind === 'ai' && turnId && <WhyButton conversationId={message.conversationId} turnId={turnId} />}
        </footer>
      </article>
    </>
  );
});

function sideOf({ author }: Message): 'left' | 'right' {
  return author.kind === 'customer' ? 'left' : 'right';
}

function toneOf({ author, isPrivate }: Message): 'private' | 'customer' | 'ai' | 'agent' {
  if (isPrivate) return 'private';
  if (author.kind === 'customer') return 'customer';
  return author.kind === 'agent' ? 'agent' : 'ai';
}
