import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../../api/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { waitingSinceOf } from '../../cache/sort-inbox.ts';
import { customerNameOf } from '../../format/customer-name.ts';
import { listText } from '../../format/list-text.ts';
import { shortMomentText } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import { levelText, reasonText } from '../../format/words.ts';
import { useSession } from '../../session/use-session.ts';
import { useLocalDraft } from '../conversation/drafts.ts';
import { urgencyText } from '../wall/routing-text.ts';
import { ChannelIcon } from './ChannelIcon.tsx';
import { EmotionMark } from './EmotionMark.tsx';
import styles from './InboxRow.module.css';
import { LastWords } from './LastWords.tsx';
import { WaitClock } from './WaitClock.tsx';

/** Priority up to which a row is marked as urgent. */
const urgentUpTo = 2;
/** Level that nearly everybody has, and that therefore tells nothing. */
const lowestLevel = 'regular';

/** One conversation of the list: who, since when, how they feel, why they wait, last words. */
export const InboxRow = memo(function InboxRow({ item, isOpen }: { item: InboxItem; isOpen: boolean }) {
  const { t } = useTranslation();
  const { conversation, queue, unread } = item;
  const draft = useLocalDraft(conversation.conversationId);
  const name = customerNameOf(t, item.customerName, conversation.customerId);
  return (
    <Link
      to="/conversations/$conversationId"
      params={{ conversationId: conversation.conversationId }}
      search={({ panel: _panel, earlier: _earlier, ...rest }) => rest}
      className={classNames(styles.row, isOpen && styles.open)}
      aria-current={isOpen ? 'true' : undefined}
    >
      <Avatar name={name} />
      <span className={styles.text}>
        <span className={styles.line}>
          <span className={classNames(styles.name, unread > 0 && styles.strong)}>{name}</span>
          <ChannelIcon channelId={conversation.channelId} />
          {item.memberLevel && item.memberLevel !== lowestLevel && (
            <span className={styles.level}>{levelText(t, item.memberLevel)}</span>
          )}
          <RowTime item={item} />
        </span>
        <span className={styles.line}>
          <span className={styles.last}>
            {draft !== '' && !isOpen && <span className={styles.draft}>{t('inbox.row.draft')} </span>}
            <LastWords by={conversation.lastMessageBy} text={conversation.lastMessageText} />
          </span>
          {unread > 0 && (
            <span className={styles.unread}>
              <span aria-hidden="true">{unread > 98 ? '99+' : unread}</span>
              <span className="visually-hidden">{t('inbox.row.unread', { count: unread })}</span>
            </span>
          )}
        </span>
        <span className={styles.marks}>
          <EmotionMark emotion={conversation.emotion} intensity={conversation.intensity} />
          {queue && queue.priority <= urgentUpTo && <Badge tone="danger">{t('inbox.row.urgent')}</Badge>}
          {item.isCallBack && <Badge tone="accent">{t('callBack.mark')}</Badge>}
          {queue && <Badge tone="warning">{reasonText(t, queue.reason)}</Badge>}
          {queue && <WhyEarly urgency={queue.urgency ?? []} />}
          {!queue && <HandlerMark item={item} />}
          {conversation.tags.slice(0, 2).map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      </span>
    </Link>
  );
});

/** Why this one goes before others: the strongest reason, all of them on a closer look. */
function WhyEarly({ urgency }: { urgency: readonly { key: string; seconds: number }[] }) {
  const { t } = useTranslation();
  const [strongest] = urgency.toSorted((one, other) => other.seconds - one.seconds);
  if (!strongest || strongest.seconds <= 0) return null;
  return (
    <span
      className={styles.why}
      title={listText(
        t,
        urgency.map((part) => urgencyText(t, part)),
      )}
    >
      {urgencyText(t, strongest)}
    </span>
  );
}

function HandlerMark({ item }: { item: InboxItem }) {
  const { t } = useTranslation();
  const ownId = useSession().staff.staffId;
  const { handler, status } = item.conversation;
  if (status === 'closed') return <Badge>{t('status.closed')}</Badge>;
  if (handler.kind === 'ai') return <Badge tone="ai">{t('inbox.row.ai')}</Badge>;
  if (handler.kind === 'queue') return <Badge tone="warning">{t('inbox.row.queue')}</Badge>;
  if (handler.staffId === ownId) return <Badge tone="accent">{t('inbox.row.mine')}</Badge>;
  return item.assigneeName ? <Badge>{item.assigneeName}</Badge> : null;
}

function RowTime({ item }: { item: InboxItem }) {
  const since = waitingSinceOf(item);
  if (since && item.conversation.status !== 'closed' && item.conversation.handler.kind !== 'ai')
    return <WaitClock since={since} />;
  return <RestingTime at={item.conversation.lastMessageAt} />;
}

function RestingTime({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  return (
    <time className={styles.time} dateTime={at}>
      {shortMomentText(at, i18n.language, now)}
    </time>
  );
}
