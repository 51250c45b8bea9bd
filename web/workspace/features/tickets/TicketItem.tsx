import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../api/index.ts';
import type { TicketList } from '../../../api/staff-views.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { momentText, secondsSince } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { useWaitText } from '../inbox/WaitClock.tsx';
import styles from './TicketItem.module.css';

/** One task: what, for whom, until when. */
export function TicketItem({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation();
  const mayFinish = useAbility('tickets.finish');
  const finish = useFinish(ticket);
  const details = Object.entries(ticket.details).filter(([, value]) => value !== '');
  return (
    <li className={styles.ticket}>
      <div className={styles.head}>
        <Badge tone={ticket.kind === 'complaint' ? 'danger' : 'neutral'}>{t(`tickets.kind.${ticket.kind}`)}</Badge>
        <span className={styles.number}>{t('tickets.number', { number: ticket.number })}</span>
        {ticket.dueAt && ticket.status === 'open' && <Due at={ticket.dueAt} />}
        <time className={styles.time} dateTime={ticket.createdAt}>
          {momentText(ticket.createdAt, i18n.language, Date.now())}
        </time>
      </div>
      <p className={styles.title}>{ticket.title}</p>
      {(ticket.orderId || details.length > 0) && (
        <p className={styles.details}>
          {[
            ticket.orderId ? t('message.orderNumber', { order: ticket.orderId }) : '',
            ...details.map(([, value]) => value),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <div className={styles.foot}>
        {ticket.conversationId && (
          <Link
            to="/conversations/$conversationId"
            params={{ conversationId: ticket.conversationId }}
            search={{ view: 'all' }}
          >
            {t('tickets.openConversation')}
          </Link>
        )}
        {ticket.status === 'open' && mayFinish && (
          <Button size="small" icon={<Check aria-hidden="true" />} disabled={finish.isBusy} onClick={finish.run}>
            {t('tickets.finish')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Due({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const late = secondsSince(at, now);
  const text = useWaitText(late);
  if (late > 0) return <Badge tone="danger">{t('tickets.overdue', { time: text })}</Badge>;
  return <Badge tone="warning">{t('tickets.due', { date: momentText(at, i18n.language, now) })}</Badge>;
}

function useFinish(ticket: Ticket) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    api.finishTicket(ticket.ticketId).then(
      () => {
        cache.setQueryData<TicketList>(keys.tickets('open'), (list) =>
          list ? { tickets: list.tickets.filter((one) => one.ticketId !== ticket.ticketId) } : list,
        );
        void cache.invalidateQueries({ queryKey: keys.tickets('done') });
        showToast({ tone: 'success', words: t('tickets.finished', { number: ticket.number }) });
      },
      (error: unknown) => {
        setBusy(false);
        tellProblem(error);
      },
    );
  };
  return { run, isBusy };
}
