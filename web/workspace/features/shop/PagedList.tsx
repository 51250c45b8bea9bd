import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { problemText } from '../../format/problem-text.ts';
import styles from './shop.module.css';

/** A list that comes by pages: loading, failed, empty, its rows, and more of them. */
export function PagedList<Item>(props: {
  query: UseInfiniteQueryResult<InfiniteData<{ items: readonly Item[] }>>;
  label: string;
  empty: { icon: ReactNode; words: string };
  keyOf(item: Item): string;
  row(item: Item): ReactNode;
}) {
  const { t } = useTranslation();
  const { query, label, empty, keyOf, row } = props;
  if (query.isError && query.data === undefined) {
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
  }
  if (query.data === undefined) return <Skeleton lines={8} label={t('common.loading')} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Notice icon={empty.icon}>{empty.words}</Notice>;
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {items.map((item) => (
          <li key={keyOf(item)}>{row(item)}</li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      )}
    </>
  );
}
