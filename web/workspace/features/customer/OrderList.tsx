import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerPanel } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { OrderItem } from './OrderItem.tsx';
import styles from './OrderList.module.css';

const shownAtFirst = 3;

/** The customer's orders, the newest first. */
export function OrderList({ panel, conversationId }: { panel: CustomerPanel; conversationId: string }) {
  const { t } = useTranslation();
  const [isAll, setAll] = useState(false);
  const { orders } = panel;
  if (orders.length === 0) return <p className={styles.muted}>{t('customer.noOrders')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {orders.slice(0, isAll ? orders.length : shownAtFirst).map((order, index) => (
          <li key={order.orderId}>
            <OrderItem order={order} panel={panel} conversationId={conversationId} isOpenAtFirst={index === 0} />
          </li>
        ))}
      </ul>
      {!isAll && orders.length > shownAtFirst && (
        <Button size="small" look="quiet" onClick={() => setAll(true)}>
          {t('common.loadMore')}
        </Button>
      )}
    </>
  );
}
