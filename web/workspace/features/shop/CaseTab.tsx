import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CasePage, CaseView } from '../../../api/index.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { PagedList } from '../../shell/PagedList.tsx';
import { CaseRow } from './CaseRow.tsx';
import { SearchField } from './SearchField.tsx';
import styles from './shop.module.css';
import { caseListings } from './shop-search.ts';
import { useShopSearch } from './use-shop-search.ts';

/** After-sales cases: first those that wait for the shop, the most urgent on top. */
export function CaseTab() {
  const { t } = useTranslation();
  const [{ q = '', cases: view = 'mine' }, change] = useShopSearch();
  const query = useInfiniteQuery({
    queryKey: keys.shopCaseList(view, q),
    initialPageParam: undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      api.shopCases({ view, ...(q ? { search: q } : {}), ...(pageParam ? { cursor: pageParam } : {}) }),
    getNextPageParam: (page: CasePage): string | undefined => page.nextCursor,
    refetchInterval: 20_000,
    staleTime: 5_000,
  });
  const counts = query.data?.pages[0]?.counts;
  return (
    <>
      <div className={styles.filters}>
        <SearchField label={t('shop.searchCases')} words={q} onChange={(words) => change({ q: words })} />
        <Tabs
          tabs={caseListings.map((name) => ({
            name,
            label: t(`shop.caseView.${name}`),
            count: name === 'mine' || name === 'open' ? (counts?.[name] ?? 0) : 0,
          }))}
          open={view}
          onOpen={(name) => change({ cases: name })}
        />
      </div>
      <PagedList
        query={query}
        label={t('shop.tab.cases')}
        empty={{ icon: <CircleCheck />, words: t(q ? 'shop.noHit' : `shop.noCases.${view}`) }}
        keyOf={(one: CaseView) => one.case.caseId}
        row={(one) => <CaseRow view={one} onOpen={() => change({ case: one.case.caseId })} />}
      />
    </>
  );
}
