import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { InboxCounts, InboxItem } from '../../../api/index.ts';
import type { InboxPage, InboxView } from '../../../api/staff-views.ts';
import { keys } from '../../cache/keys.ts';
import { rowsOf } from '../../cache/patch-inbox.ts';
import { arrangeRows } from '../../cache/sort-inbox.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { type InboxSearch, usualSort } from './inbox-search.ts';

export type Inbox = {
  view: InboxView;
  search: InboxSearch;
  rows: readonly InboxItem[];
  state: 'loading' | 'failed' | 'ready';
  error: unknown;
  hasMore: boolean;
  loadMore(): void;
  retry(): void;
};

/** The list as the address asks for it. */
export function useInbox(): Inbox {
  const search = useSearch({ strict: false });
  const view = useCurrentView();
  const query = useInboxPages(view, search.q ?? '');
  const { angry, unread, sort } = search;
  const rows = useMemo(
    () =>
      arrangeRows(rowsOf(query.data?.pages ?? []), sort ?? usualSort(view), {
        isAngry: angry === true,
        isUnread: unread === true,
      }),
    [query.data, sort, view, angry, unread],
  );
  return {
    view,
    search,
    rows,
    state: query.data ? 'ready' : query.isError ? 'failed' : 'loading',
    error: query.error,
    hasMore: query.hasNextPage,
    loadMore: () => void (!query.isFetchingNextPage && query.fetchNextPage()),
    retry: () => void query.refetch(),
  };
}

/** The view in the address, else one's own, or all for those who do not answer customers. */
export function useCurrentView(): InboxView {
  const { view } = useSearch({ strict: false });
  const mayReply = useAbility('conversations.reply');
  return view ?? (mayReply ? 'mine' : 'all');
}

/** Pages of a view. */
export function useInboxPages(view: InboxView, search: string) {
  const cache = useQueryClient();
  return useInfiniteQuery({
    queryKey: keys.inbox(view, search),
    initialPageParam: undefined,
    queryFn: async ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) => {
      const page = await api.inbox({ view, search, signal, ...(pageParam ? { cursor: pageParam } : {}) });
      cache.setQueryData<InboxCounts>(keys.counts, page.counts);
      return page;
    },
    getNextPageParam: (page: InboxPage): string | undefined => page.nextCursor,
  });
}

/** How much there is in each view; kept up to date by the server. */
export function useCounts(): InboxCounts | undefined {
  return useQuery<InboxCounts>({
    queryKey: keys.counts,
    queryFn: () => Promise.reject(new Error('counts come with the list')),
    enabled: false,
  }).data;
}
