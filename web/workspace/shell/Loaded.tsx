import type { UseQueryResult } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { problemText } from '../format/problem-text.ts';

/** What a query has brought, or the words for that it is still loading or has failed. */
export function Loaded<Data>({ query, children }: { query: UseQueryResult<Data>; children(data: Data): ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError)
    return (
      <Notice
        isProblem
        icon={<CircleAlert />}
        title={t('error.title')}
        action={<Button onClick={() => void query.refetch()}>{t('common.retry')}</Button>}
      >
        {problemText(t, query.error)}
      </Notice>
    );
  return <Skeleton lines={6} label={t('common.loading')} />;
}
