import { useNavigate, useParams } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { Inbox as InboxIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useDeskEvent } from '../../shell/desk-events.ts';
import { LoadFailed } from '../../shell/LoadFailed.tsx';
import styles from './InboxColumn.module.css';
import { InboxHead } from './InboxHead.tsx';
import { InboxRows } from './InboxRows.tsx';
import { type Inbox, useInbox } from './use-inbox.ts';

/** The left column: views, search, rows. */
export function InboxColumn() {
  const { t } = useTranslation();
  const inbox = useInbox();
  const navigate = useNavigate();
  const { conversationId } = useParams({ strict: false });
  const { panel: _panel, earlier: _earlier, ...search } = inbox.search;

  useDeskEvent('move-in-list', (step) => {
    const at = inbox.rows.findIndex((row) => row.conversation.conversationId === conversationId);
    const next = at < 0 ? inbox.rows[0] : inbox.rows[at + step];
    if (!next) return;
    const to = next.conversation.conversationId;
    void navigate({ to: '/conversations/$conversationId', params: { conversationId: to }, search });
  });

  return (
    <nav className={styles.column} aria-label={t('inbox.title')}>
      <h1 className="visually-hidden">{t('inbox.title')}</h1>
      <InboxHead view={inbox.view} search={inbox.search} />
      <InboxBody inbox={inbox} openId={conversationId} />
    </nav>
  );
}

function InboxBody({ inbox, openId }: { inbox: Inbox; openId: string | undefined }) {
  const { t } = useTranslation();
  if (inbox.state === 'loading') return <Skeleton lines={8} label={t('common.loading')} />;
  if (inbox.state === 'failed') return <LoadFailed error={inbox.error} onRetry={inbox.retry} />;
  if (inbox.rows.length === 0) return <Notice icon={<InboxIcon />}>{emptyWords(t, inbox)}</Notice>;
  return <InboxRows rows={inbox.rows} openId={openId} hasMore={inbox.hasMore} loadMore={inbox.loadMore} />;
}

function emptyWords(t: TFunction, { search, view }: Inbox): string {
  if (search.q) return t('inbox.empty.search', { words: search.q });
  if (search.angry || search.unread) return t('inbox.empty.filter');
  return t(`inbox.empty.${view}`);
}
