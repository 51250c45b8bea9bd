import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../ui/class-names.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { Page } from '../../shell/Page.tsx';
import { DraftList } from './DraftList.tsx';
import { FindingList } from './FindingList.tsx';
import styles from './KnowledgeScene.module.css';
import { QuestionList } from './QuestionList.tsx';
import { ReleaseList } from './ReleaseList.tsx';

const tabs = ['released', 'drafts', 'check', 'releases'] as const;

/** What the AI answers from: questions of the shop, changes that wait, what looks wrong, and every release. */
export function KnowledgeScene() {
  const { t } = useTranslation();
  const [tab, setTab] = useState<(typeof tabs)[number]>('released');
  const waiting = useQuery({ queryKey: keys.drafts, queryFn: () => api.drafts() }).data?.drafts.length ?? 0;
  return (
    <Page isWide title={t('knowledge.title')} intro={t('knowledge.intro')}>
      <div className={styles.tabs}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={tab === one}
            className={classNames(styles.tab, tab === one && styles.open)}
            onClick={() => setTab(one)}
          >
            {t(`knowledge.tab.${one}`)}
            {one === 'drafts' && waiting > 0 && <span className={styles.count}>{waiting}</span>}
          </button>
        ))}
      </div>
      {tab === 'released' && <QuestionList onKept={() => setTab('drafts')} />}
      {tab === 'drafts' && <DraftList />}
      {tab === 'check' && <FindingList />}
      {tab === 'releases' && <ReleaseList />}
    </Page>
  );
}
