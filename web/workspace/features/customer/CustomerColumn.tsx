import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, CustomerPanel } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Section } from '../../../ui/Section.tsx';
import { keys } from '../../cache/keys.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { SuggestionsPanel } from '../assist/SuggestionsPanel.tsx';
import { CaseList } from './CaseList.tsx';
import styles from './CustomerColumn.module.css';
import { EarlierList } from './EarlierList.tsx';
import { MoodLine } from './MoodLine.tsx';
import { OrderList } from './OrderList.tsx';
import { Portrait } from './Portrait.tsx';
import { panelQuery } from './panel-query.ts';
import { TagEditor } from './TagEditor.tsx';
import { usePanelRefresh } from './use-panel-refresh.ts';

/** The right column: suggested replies, who the customer is, orders, cases, earlier talks. */
export function CustomerColumn({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery(panelQuery(conversationId));
  // Read from the cache: the conversation itself is loaded beside this column.
  const { data: detail } = useQuery<ConversationDetail>({
    queryKey: keys.conversation(conversationId),
    queryFn: () => Promise.reject(),
    enabled: false,
  });
  usePanelRefresh(detail);
  return (
    <aside className={styles.column} aria-label={t('customer.title')}>
      <div className={styles.back}>
        <Button
          look="quiet"
          icon={<ChevronLeft aria-hidden="true" />}
          onClick={() => void navigate({ to: '.', search: ({ panel: _panel, ...rest }) => rest })}
        >
          {t('common.back')}
        </Button>
      </div>
      {detail && <SuggestionsPanel detail={detail} />}
      <Loaded query={query}>
        {(panel) => <PanelSections panel={panel} detail={detail} conversationId={conversationId} />}
      </Loaded>
    </aside>
  );
}

function PanelSections(props: {
  panel: CustomerPanel;
  detail: ConversationDetail | undefined;
  conversationId: string;
}) {
  const { t } = useTranslation();
  const { panel, detail, conversationId } = props;
  const isKnown = panel.customer.storeCustomerId !== undefined;
  return (
    <>
      <Section title={t('customer.portrait')}>
        <Portrait panel={panel} />
        {detail && <TagEditor detail={detail} />}
      </Section>
      <Section title={t('customer.orders')} aside={<Count of={panel.orders.length} />}>
        {isKnown ? (
          <OrderList panel={panel} conversationId={conversationId} />
        ) : (
          <p className={styles.muted}>{t('customer.unknown')}</p>
        )}
      </Section>
      <Section
        title={t('customer.cases')}
        aside={<Count of={panel.cases.length} />}
        isFoldedAtFirst={panel.cases.length === 0}
      >
        <CaseList panel={panel} conversationId={conversationId} />
      </Section>
      <Section title={t('customer.mood')}>
        <MoodLine trend={panel.emotionTrend} />
      </Section>
      <Section
        title={t('customer.earlier')}
        aside={<Count of={panel.earlier.length} />}
        isFoldedAtFirst={panel.earlier.length === 0}
      >
        <EarlierList earlier={panel.earlier} />
      </Section>
    </>
  );
}

function Count({ of }: { of: number }) {
  return of > 0 ? <span className={styles.count}>{of}</span> : null;
}
