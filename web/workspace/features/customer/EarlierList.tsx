import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../api/index.ts';
import { dayText } from '../../format/time.ts';
import styles from './EarlierList.module.css';

/** Earlier conversations of the customer; each opens in place, to be read. */
export function EarlierList({ earlier }: { earlier: readonly Conversation[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  if (earlier.length === 0) return <p className={styles.muted}>{t('customer.noEarlier')}</p>;
  return (
    <ul className={styles.list}>
      {earlier.map((one) => (
        <li key={one.conversationId}>
          <button
            type="button"
            className={styles.item}
            onClick={() =>
              void navigate({
                to: '.',
                search: ({ panel: _panel, ...old }) => ({ ...old, earlier: one.conversationId }),
              })
            }
          >
            <time dateTime={one.lastMessageAt}>{dayText(one.lastMessageAt, i18n.language, Date.now())}</time>
            <span className={styles.words}>{one.subject || one.lastMessageText}</span>
            {one.rating !== undefined && <span className={styles.stars}>{'★'.repeat(one.rating)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
