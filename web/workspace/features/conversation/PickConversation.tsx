import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../ui/Notice.tsx';
import styles from './PickConversation.module.css';

/** The middle of the screen while no conversation is open. */
export function PickConversation() {
  const { t } = useTranslation();
  return (
    <main className={styles.middle}>
      <Notice icon={<MessagesSquare />} title={t('inbox.pick')}>
        {t('inbox.pickHint')}
      </Notice>
    </main>
  );
}
