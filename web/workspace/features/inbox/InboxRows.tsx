import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxItem } from '../../../api/index.ts';
import { InboxRow } from './InboxRow.tsx';
import styles from './InboxRows.module.css';

const rowHeight = 78;
const rowsAhead = 8;

/** The rows; only those near the window are drawn, so that ten thousand cost what twenty do. */
export function InboxRows(props: {
  rows: readonly InboxItem[];
  openId: string | undefined;
  hasMore: boolean;
  loadMore(): void;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, openId, hasMore, loadMore } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    getItemKey: (index) => rows[index]?.conversation.conversationId ?? index,
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && last >= rows.length - rowsAhead) loadMore();
  }, [hasMore, last, rows.length, loadMore]);

  const openIndex = rows.findIndex((row) => row.conversation.conversationId === openId);
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: 'auto' });
  }, [openIndex, virtual]);

  return (
    <div ref={scroller} className={styles.scroller} data-inbox-list>
      <ul className={styles.rows} style={{ height: virtual.getTotalSize() }} aria-label={t('inbox.title')}>
        {drawn.map((item) => {
          const row = rows[item.index];
          return row ? (
            <li
              key={item.key}
              className={styles.place}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <InboxRow item={row} isOpen={row.conversation.conversationId === openId} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}
