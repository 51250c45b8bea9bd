import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice.tsx';
import { Tabs } from '../../../ui/Tabs.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { ApprovalList } from './ApprovalList.tsx';
import { TicketItem } from './TicketItem.tsx';
import styles from './TicketsScene.module.css';

const states = ['open', 'done'] as const;

/** Work that outlives a conversation: what came in after hours and what needs follow-up. */
export function TicketsScene() {
  const { t } = useTranslation();
  const [status, setStatus] = useState<'open' | 'done'>('open');
  const query = useQuery({ queryKey: keys.tickets(status), queryFn: () => api.tickets(status), staleTime: 10_000 });
  return (
    <Page title={t('tickets.title')} intro={t('tickets.intro')}>
      <ApprovalList />
      <Tabs tabs={states.map((name) => ({ name, label: t(`tickets.${name}`) }))} open={status} onOpen={setStatus} />
      <Loaded query={query}>
        {({ tickets }) =>
          tickets.length === 0 ? (
            <Notice icon={<CircleCheck />}>{t(status === 'open' ? 'tickets.emptyOpen' : 'tickets.emptyDone')}</Notice>
          ) : (
            <ul className={styles.list}>
              {tickets.map((ticket) => (
                <TicketItem key={ticket.ticketId} ticket={ticket} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
