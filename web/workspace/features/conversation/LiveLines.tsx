import { useTranslation } from 'react-i18next';
import type { LiveState } from '../../cache/live.ts';
import styles from './LiveLines.module.css';

/** What is being written at this moment: the AI's answer as it grows, the customer's typing. */
export function LiveLines({ live }: { live: LiveState }) {
  const { t } = useTranslation();
  return (
    <>
      {live.isAiTyping && (
        <div className={styles.ai} aria-live="off">
          <p className={styles.label}>{t('conversation.aiTyping')}</p>
          {live.streaming !== '' && <p className={styles.text}>{live.streaming}</p>}
        </div>
      )}
      {live.isCustomerTyping && (
        <p className={styles.typing}>
          <span className={styles.dots} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {live.customerText === ''
            ? t('conversation.customerTyping')
            : t('conversation.customerTypingText', { text: live.customerText })}
        </p>
      )}
    </>
  );
}
