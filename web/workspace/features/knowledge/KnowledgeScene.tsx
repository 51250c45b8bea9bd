import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/Tabs.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { Page } from '../../shell/Page.tsx';
import { DraftList } from './DraftList.tsx';
import { FindingList } from './FindingList.tsx';
import { IntentList } from './IntentList.tsx';
import { knowledgeTabs } from './knowledge-search.ts';
import { QuestionList } from './QuestionList.tsx';
import { ReleaseList } from './ReleaseList.tsx';

/** What the AI answers from: questions of the shop, changes that wait, what looks wrong, and every release. */
export function KnowledgeScene() {
  const { t } = useTranslation();
  const { tab = 'released' } = useSearch({ from: '/workspace/knowledge' });
  const navigate = useNavigate();
  const open = (name: (typeof knowledgeTabs)[number]) =>
    void navigate({ to: '/knowledge', search: { tab: name }, replace: true });
  const waiting = useQuery({ queryKey: keys.drafts, queryFn: () => api.drafts() }).data?.drafts.length ?? 0;
  return (
    <Page isWide title={t('knowledge.title')} intro={t('knowledge.intro')}>
      <Tabs
        tabs={knowledgeTabs.map((name) => ({
          name,
          label: t(`knowledge.tab.${name}`),
          ...(name === 'drafts' ? { count: waiting } : {}),
        }))}
        open={tab}
        onOpen={open}
      />
      {tab === 'released' && <QuestionList onKept={() => open('drafts')} />}
      {tab === 'intents' && <IntentList onKept={() => open('drafts')} />}
      {tab === 'drafts' && <DraftList />}
      {tab === 'check' && <FindingList />}
      {tab === 'releases' && <ReleaseList />}
    </Page>
  );
}
