import { Link, useNavigate } from '@tanstack/react-router';
import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InboxView, inboxViews } from '../../../api/staff-views.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { inboxSorts } from '../../cache/sort-inbox.ts';
import { useDeskEvent } from '../../shell/desk-events.ts';
import styles from './InboxHead.module.css';
import { type InboxSearch, usualSort } from './inbox-search.ts';
import { useCounts } from './use-inbox.ts';

const searchPause = 250;

/** Views with their counts, the search, order and filters. All of it stands in the address. */
export function InboxHead({ view, search }: { view: InboxView; search: InboxSearch }) {
  return (
    <div className={styles.head}>
      <ViewTabs view={view} search={search} />
      <div className={styles.tools}>
        <SearchBox words={search.q ?? ''} />
        <FilterMenu view={view} search={search} />
      </div>
    </div>
  );
}

function ViewTabs({ view, search }: { view: InboxView; search: InboxSearch }) {
  const { t } = useTranslation();
  const counts = useCounts();
  return (
    <ul className={styles.tabs}>
      {inboxViews.map((one) => {
        const count = one === 'closed' ? undefined : counts?.[one];
        return (
          <li key={one}>
            <Link
              from="/"
              to="."
              search={{ view: one, ...(search.q ? { q: search.q } : {}) }}
              className={one === view ? styles.tabOpen : styles.tab}
              aria-current={one === view ? 'true' : undefined}
            >
              {t(`inbox.view.${one}`)}
              {count !== undefined && count > 0 && (
                <span className={one === 'waiting' ? styles.countUrgent : styles.count}>
                  {count > 999 ? '999+' : count}
                </span>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function SearchBox({ words }: { words: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(words);
  const input = useRef<HTMLInputElement>(null);
  useDeskEvent('focus-search', () => input.current?.select());
  useEffect(() => {
    if (typed.trim() === words) return;
    const timer = setTimeout(() => {
      const wanted = typed.trim();
      void navigate({
        to: '.',
        search: ({ q: _q, ...rest }) => (wanted === '' ? rest : { ...rest, q: wanted }),
        replace: true,
      });
    }, searchPause);
    return () => clearTimeout(timer);
  }, [typed, words, navigate]);
  return (
    <div className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="search"
        className={styles.input}
        value={typed}
        aria-label={t('inbox.search')}
        placeholder={t('inbox.search')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && (typed === '' ? input.current?.blur() : setTyped(''))}
      />
    </div>
  );
}

function FilterMenu({ view, search }: { view: InboxView; search: InboxSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const set = (change: Pick<InboxSearch, 'sort' | 'angry' | 'unread'>, removed: readonly string[] = []) =>
    void navigate({ to: '.', search: (old) => without({ ...old, ...change }, removed), replace: true });
  const toggle = (name: 'angry' | 'unread') =>
    search[name] ? set({}, [name]) : set(name === 'angry' ? { angry: true } : { unread: true });
  const isFiltered = search.angry === true || search.unread === true;
  const items: MenuItem[] = [
    { kind: 'heading', id: 'sort', label: t('inbox.sort.label') },
    ...inboxSorts.map(
      (sort): MenuItem => ({
        kind: 'choice',
        id: sort,
        label: t(`inbox.sort.${sort}`),
        isChosen: (search.sort ?? usualSort(view)) === sort,
        run: () => set({ sort }),
      }),
    ),
    { kind: 'line', id: 'line' },
    { kind: 'heading', id: 'filter', label: t('inbox.filter.label') },
    {
      kind: 'choice',
      id: 'angry',
      label: t('inbox.filter.angry'),
      isChosen: search.angry === true,
      run: () => toggle('angry'),
    },
    {
      kind: 'choice',
      id: 'unread',
      label: t('inbox.filter.unread'),
      isChosen: search.unread === true,
      run: () => toggle('unread'),
    },
    ...(isFiltered
      ? [
          {
            kind: 'item' as const,
            id: 'clear',
            label: t('inbox.filter.clear'),
            icon: <X />,
            run: () => set({}, ['angry', 'unread']),
          },
        ]
      : []),
  ];
  return (
    <Menu
      trigger={<IconButton label={t('inbox.filter.label')} icon={<ListFilter />} isPressed={isFiltered} />}
      items={items}
    />
  );
}

function without<Search extends object>(search: Search, removed: readonly string[]): Search {
  const left = { ...search };
  for (const name of removed) Reflect.deleteProperty(left, name);
  return left;
}
