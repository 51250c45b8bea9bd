import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditPage } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
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
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page isWide title={t('audit.title')} intro={t('audit.intro')}>
      {query.isPending && <Skeleton lines={8} label={t('common.loading')} />}
      {query.isError && !query.data && (
        <Notice
          isProblem
          title={t('error.title')}
          action={<Button onClick={() => void query.refetch()}>{t('common.retry')}</Button>}
        >
          {problemText(t, query.error)}
        </Notice>
      )}
      {query.data && entries.length === 0 && <Notice icon={<ScrollText />}>{t('audit.empty')}</Notice>}
      {entries.length > 0 && <AuditTable entries={entries} />}
      {query.hasNextPage && (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      )}
    </Page>
  );
}
