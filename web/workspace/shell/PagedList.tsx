import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadedPages } from './LoadedPages.tsx';
import styles from './PagedList.module.css';

/** A list that comes by pages: loading, failed, empty, its rows, and more of them. */
export function PagedList<Item>(props: {
  query: UseInfiniteQueryResult<InfiniteData<{ items: readonly Item[] }>>;
  label: string;
  empty: { icon: ReactNode; words: string };
  keyOf(item: Item): string;
  row(item: Item): ReactNode;
}) {
  const { label, keyOf, row } = props;
  return (
    <LoadedPages query={props.query} itemsOf={(page) => page.items} empty={props.empty}>
      {(items) => (
        <ul className={styles.list} aria-label={label}>
          {items.map((item) => (
            <li key={keyOf(item)}>{row(item)}</li>
          ))}
        </ul>
      )}
    </LoadedPages>
  );
}
