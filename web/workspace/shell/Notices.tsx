import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../api/index.ts';
import { rowsOf } from '../cache/patch-inbox.ts';
import { useCounts, useInboxPages } from '../features/inbox/use-inbox.ts';
import { customerNameOf } from '../format/customer-name.ts';
import { useAbility } from '../session/use-session.ts';
import { newlyUnread } from './news.ts';
import { storedNotices } from './notice-choice.ts';
import { playSound } from './sound.ts';

/** What is told outside the page: the number in the title, desktop notices, a sound. */
export function Notices() {
  const { t } = useTranslation();
  const mayReply = useAbility('conversations.reply');
  const waiting = useCounts()?.waiting ?? 0;
  return (
    <>
      <title>{waiting > 0 ? `(${waiting}) ${t('app.name')}` : t('app.name')}</title>
      {mayReply && <MessageNotices />}
    </>
  );
}

function MessageNotices() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { conversationId: openId } = useParams({ strict: false });
  const query = useInboxPages('mine', '');
  const rows = useMemo(() => (query.data ? rowsOf(query.data.pages) : undefined), [query.data]);
  const before = useRef<readonly InboxItem[]>(undefined);
  useEffect(() => {
    if (!rows) return;
    const news = newlyUnread(before.current, rows).filter(
      ({ conversation }) => conversation.conversationId !== openId || document.visibilityState === 'hidden',
    );
    before.current = rows;
    if (news.length === 0) return;
    const choice = storedNotices();
    if (choice.sound) playSound();
    if (!choice.desktop || document.visibilityState === 'visible') return;
    for (const { conversation, customerName } of news) {
      const { conversationId, customerId, lastMessageText } = conversation;
      const name = customerNameOf(t, customerName, customerId);
      const notice = new Notification(t('notices.newMessage', { name }), {
        body: lastMessageText,
        tag: conversationId,
      });
      notice.onclick = () => {
        focus();
        void navigate({ to: '/conversations/$conversationId', params: { conversationId } });
      };
    }
  }, [rows, openId, navigate, t]);
  return null;
}
