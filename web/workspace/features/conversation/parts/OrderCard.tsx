import { Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContentPart } from '../../../../api/index.ts';
import styles from './cards.module.css';

/** An order as it was sent to the customer. */
export function OrderCard({ card }: { card: Extract<ContentPart, { kind: 'order-card' }> }) {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <p className={styles.head}>
        <Package aria-hidden="true" />
        <span className={styles.title}>{t('message.orderNumber', { order: card.orderId })}</span>
        <span className={styles.state}>{card.statusText}</span>
      </p>
      <ul className={styles.lines}>
        {card.lines.map((line) => (
          <li key={`${line.title}/${line.options}`} className={styles.line}>
            <span className={styles.what}>
              {line.title}
              {line.options && <span className={styles.options}> {line.options}</span>}
            </span>
            <span className={styles.price}>
              {line.priceText} {t('message.quantity', { quantity: line.quantity })}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.total}>{t('order.total', { amount: card.totalText })}</p>
    </div>
  );
}
