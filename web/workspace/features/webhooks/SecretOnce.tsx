import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { CopyField } from '../../shell/CopyField.tsx';
import styles from '../settings/SettingsForm.module.css';
import own from './webhooks.module.css';

/** A new secret, for as long as it takes to copy it; afterwards nobody can read it any more. */
export function SecretOnce({ url, secret, onDone }: { url: string; secret: string; onDone(): void }) {
  const { t } = useTranslation();
  return (
    <section className={own.secret} aria-label={t('webhooks.secret')}>
      <CopyField label={t('webhooks.secret')} hint={t('webhooks.secretHint', { url })} text={secret} />
      <div className={styles.actions}>
        <Button size="small" onClick={onDone}>
          {t('webhooks.secretKept')}
        </Button>
      </div>
    </section>
  );
}
