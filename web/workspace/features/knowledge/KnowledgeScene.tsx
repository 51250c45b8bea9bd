import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/Tabs.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { Page } from '../../shell/Page.tsx';
import { DraftList } from './DraftList.tsx';
import { FindingList } from './FindingList.tsx';
import { IntentList } from './IntentList.tsx';
import { QuestionList } from './QuestionList.tsx';
import { ReleaseList } from './ReleaseList.tsx';

const tabs = ['released', 'intents', 'drafts', 'check', 'releases'] as const;

/** What the AI answers from: questions of the shop, changes that wait, what looks wrong, and every release. */
export function KnowledgeScene() {
  const { t } = useTranslation();
  const [tab, setTab] = useState<(typeof tabs)[number]>('released');
  const waiting = useQuery({ queryKey: keys.drafts, queryFn: () => api.drafts() }).data?.drafts.length ?? 0;
  return (
    <Page isWide title={t('knowledge.title')} intro={t('knowledge.intro')}>
      <Tabs
        tabs={tabs.map((name) => ({
          name,
          label: t(`knowledge.tab.${name}`),
          ...(name === 'drafts' ? { count: waiting } : {}),
        }))}
        open={tab}
        onOpen={setTab}
      />
      {tab === 'released' && <QuestionList onKept={() => setTab('drafts')} />}
      {tab === 'intents' && <IntentList onKept={() => setTab('drafts')} />}
      {tab === 'drafts' && <DraftList />}
      {tab === 'check' && <FindingList />}
      {tab === 'releases' && <ReleaseList />}
    </Page>
  );
}
