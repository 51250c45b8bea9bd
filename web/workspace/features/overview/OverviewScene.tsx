import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../api/staff-views.ts';
import { percentText } from '../../format/money.ts';
import { hourText } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { useWaitText } from '../inbox/WaitClock.tsx';
import { AgentList } from './AgentList.tsx';
import { Figure } from './Figure.tsx';
import { LoadLevelControl } from './LoadLevelControl.tsx';
import styles from './OverviewScene.module.css';
import { overviewQuery } from './overview-query.ts';

/** The supervisor's wall: readable from far away, and every figure leads to what it counts. */
export function OverviewScene() {
  const { t, i18n } = useTranslation();
  const query = useQuery({ ...overviewQuery, refetchInterval: 10_000 });
  const updated = query.dataUpdatedAt > 0 ? new Date(query.dataUpdatedAt).toISOString() : undefined;
  return (
    <Page
      isWide
      title={t('overview.title')}
      {...(updated ? { intro: t('overview.updated', { time: hourText(updated, i18n.language) }) } : {})}
      actions={<LoadLevelControl {...(query.data ? { level: query.data.loadLevel } : {})} />}
    >
      <Loaded query={query}>{(overview) => <Wall overview={overview} readAt={query.dataUpdatedAt} />}</Loaded>
    </Page>
  );
}

function Wall({ overview, readAt }: { overview: Overview; readAt: number }) {
  const { t, i18n } = useTranslation();
  const wait = useGrowingWait(overview, readAt);
  const answering = overview.agents.filter((agent) => !agent.isDisabled && agent.presence !== 'offline');
  const spare = answering
    .filter((agent) => agent.presence === 'online')
    .reduce((sum, agent) => sum + Math.max(0, agent.capacity - agent.load), 0);
  return (
    <>
      <div className={styles.figures}>
        <Figure
          label={t('overview.waiting')}
          value={String(overview.waiting)}
          isUrgent={overview.waiting > spare}
          search={{ view: 'waiting' }}
        />
        <Figure
          label={t('overview.longest')}
          value={wait.text}
          isUrgent={wait.seconds >= 180}
          search={{ view: 'waiting', sort: 'waiting' }}
        />
        <Figure
          label={t('overview.angry')}
          value={String(overview.angry)}
          isUrgent={overview.angry > 0}
          search={{ view: 'all', angry: true }}
        />
        <Figure label={t('overview.open')} value={String(overview.open)} search={{ view: 'all' }} />
        <Figure
          label={t('overview.aiShare')}
          hint={t('overview.aiShareHint')}
          value={overview.aiShare === null ? '–' : percentText(overview.aiShare, i18n.language)}
          search={{ view: 'ai' }}
        />
        <Figure label={t('overview.spare')} value={String(spare)} />
      </div>
      <AgentList agents={overview.agents} />
    </>
  );
}

function useGrowingWait(overview: Overview, readAt: number): { seconds: number; text: string } {
  const now = useNow();
  const seconds =
    overview.waiting === 0 ? 0 : overview.longestWaitSeconds + Math.max(0, Math.floor((now - readAt) / 1_000));
  return { seconds, text: useWaitText(seconds) };
}
