import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Loaded } from './Loaded.tsx';

/** What a query brings by pages: its items with a button for more, or the words for that there are none. */
export function LoadedPages<Page, Item>(props: {
  query: UseInfiniteQueryResult<InfiniteData<Page>>;
  itemsOf(page: Page): readonly Item[];
  empty: { icon: ReactNode; words: string };
  children(items: readonly Item[]): ReactNode;
}) {
  const { t } = useTranslation();
  const { query, itemsOf, empty } = props;
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const items = pages.flatMap((page) => itemsOf(page));
        if (items.length === 0) return <Notice icon={empty.icon}>{empty.words}</Notice>;
        return (
          <>
            {props.children(items)}
            {query.hasNextPage && (
              <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('common.loadMore')}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
