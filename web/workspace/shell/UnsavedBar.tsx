import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import styles from './UnsavedBar.module.css';

/** Stays in sight below a long form as long as something in it is changed: save it, or take it back. */
export function UnsavedBar(props: { words: string; isReady: boolean; onCancel(): void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <span className={styles.words}>{props.words}</span>
      <Button look="quiet" onClick={props.onCancel}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" look="primary" disabled={!props.isReady}>
        {t('common.save')}
      </Button>
    </div>
  );
}
