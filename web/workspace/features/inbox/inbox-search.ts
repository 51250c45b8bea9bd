import { type InboxView, inboxViews } from '../../../api/staff-views.ts';
import { type InboxSort, inboxSorts } from '../../cache/sort-inbox.ts';

/** What of the list stands in the address: which view, words, order, filters, and what of the conversation is open. */
export type InboxSearch = {
  view?: InboxView;
  q?: string;
  sort?: InboxSort;
  angry?: true;
  unread?: true;
  /** Customer column on narrow screens. */
  panel?: true;
  /** An earlier conversation, shown instead of the current one. */
  earlier?: string;
};

/** Reads the address; what is unknown is left out. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const view = inboxViews.find((one) => one === search.view);
  const sort = inboxSorts.find((one) => one === search.sort);
  const words = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q).trim() : '';
  return {
    ...(view ? { view } : {}),
    ...(words !== '' ? { q: words } : {}),
    ...(sort ? { sort } : {}),
    ...(isOn(search.angry) ? { angry: true } : {}),
    ...(isOn(search.unread) ? { unread: true } : {}),
    ...(isOn(search.panel) ? { panel: true } : {}),
    ...(typeof search.earlier === 'string' ? { earlier: search.earlier } : {}),
  };
}

/** Order of a view where nobody has chosen one. */
export function usualSort(view: InboxView): InboxSort {
  if (view === 'waiting') return 'priority';
  return view === 'mine' ? 'waiting' : 'latest';
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1';
}
