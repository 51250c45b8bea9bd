import { ShoppingBag } from 'lucide-react';
import type { ContentPart } from '../../../../api/index.ts';
import styles from './cards.module.css';

/** A product as it was sent to the customer. */
export function ProductCard({ card }: { card: Extract<ContentPart, { kind: 'product-card' }> }) {
  return (
    <div className={styles.card}>
      <p className={styles.head}>
        <ShoppingBag aria-hidden="true" />
        <span className={styles.title}>{card.title}</span>
      </p>
      <p className={styles.total}>
        <strong>{card.priceText}</strong> {card.stockText && <span className={styles.options}>{card.stockText}</span>}
      </p>
    </div>
  );
}
