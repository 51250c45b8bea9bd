import { useInfiniteQuery } from '@tanstack/react-query';
import { PackageSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OrderPage } from '../../../api/back-office-calls.ts';
import type { OrderRow } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { keys } from '../../cache/keys.ts';
import { listText } from '../../format/list-text.ts';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { PagedList } from '../../shell/PagedList.tsx';
import { orderTone } from '../customer/order-tone.ts';
import { SearchField } from './SearchField.tsx';
import styles from './shop.module.css';
import { orderStates } from './shop-search.ts';
import { useShopSearch } from './use-shop-search.ts';

/** Orders of the shop, newest first. */
export function OrderTab() {
  const { t } = useTranslation();
  const [{ q = '', status }, change] = useShopSearch();
  const query = useInfiniteQuery({
    queryKey: keys.shopOrders(q, status ?? ''),
    initialPageParam: undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      api.shopOrders({
        ...(q ? { search: q } : {}),
        ...(status ? { status } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    getNextPageParam: (page: OrderPage): string | undefined => page.nextCursor,
    staleTime: 5_000,
  });
  return (
    <>
      <div className={styles.filters}>
        <SearchField label={t('shop.searchOrders')} words={q} onChange={(words) => change({ q: words })} />
        <select
          className="control"
          aria-label={t('shop.status')}
          value={status ?? ''}
          onChange={(event) => change({ status: orderStates.find((one) => one === event.target.value) })}
        >
          <option value="">{t('shop.allStates')}</option>
          {orderStates.map((one) => (
            <option key={one} value={one}>
              {t(`order.status.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <PagedList
        query={query}
        label={t('shop.tab.orders')}
        empty={{ icon: <PackageSearch />, words: t(q || status ? 'shop.noHit' : 'shop.noOrders') }}
        keyOf={(order: OrderRow) => order.orderId}
        row={(order) => <Row order={order} onOpen={() => change({ order: order.orderId })} />}
      />
    </>
  );
}

function Row({ order, onOpen }: { order: OrderRow; onOpen(): void }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const goods = listText(
    t,
    order.lines.map((line) => `${inLanguage(line.title, i18n.language)} ×${line.quantity}`),
  );
  const trouble = order.parcels.find((parcel) => parcel.status === 'stuck' || parcel.status === 'lost');
  return (
    <button type="button" className={styles.row} onClick={onOpen}>
      <span className={styles.rowHead}>
        <strong className={styles.number}>{order.orderId}</strong>
        <Badge tone={orderTone(order.status)}>{t(`order.status.${order.status}`)}</Badge>
        {trouble && <Badge tone="danger">{t(`parcel.status.${trouble.status}`)}</Badge>}
        {order.caseIds.length > 0 && (
          <Badge tone="warning">{t('shop.caseCount', { count: order.caseIds.length })}</Badge>
        )}
        <span className={styles.amount}>{moneyText(order.total, order.currency, i18n.language)}</span>
      </span>
      <span className={styles.goods}>{goods}</span>
      <span className={styles.muted}>
        {[
          order.receiver,
          order.placedAt
            ? t('order.placed', { date: momentText(order.placedAt, i18n.language, Date.now(), shop.timeZone) })
            : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </button>
  );
}
