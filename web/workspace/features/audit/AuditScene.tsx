import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditPage } from '../../../api/staff-views.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { LoadedPages } from '../../shell/LoadedPages.tsx';
import { Page } from '../../shell/Page.tsx';
import { AuditTable } from './AuditTable.tsx';

/** Who did what and when, the newest first. */
export function AuditScene() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: keys.audit,
    initialPageParam: undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => api.audit(pageParam),
    getNextPageParam: (page: AuditPage): string | undefined => page.nextCursor,
    staleTime: 0,
  });
  return (
    <Page isWide title={t('audit.title')} intro={t('audit.intro')}>
      <LoadedPages
        query={query}
        itemsOf={(page) => page.entries}
        empty={{ icon: <ScrollText />, words: t('audit.empty') }}
      >
        {(entries) => <AuditTable entries={entries} />}
      </LoadedPages>
    </Page>
  );
}
