import { useTranslation } from 'react-i18next';
import styles from './cards.module.css';

const most = 5;

/** How the customer has rated the conversation. */
export function RatingPart({ score, comment }: { score: number; comment: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className={styles.stars} role="img" aria-label={t('message.rating', { count: score })}>
        {'★'.repeat(score)}
        {'☆'.repeat(most - score)}
      </p>
      {comment !== '' && <p className={styles.comment}>{comment}</p>}
    </div>
  );
}
