import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import styles from './account.module.css';

/** Turning the second factor off needs the password again. */
export function TotpRemove({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    api.removeTotp(password).then(onDone, (error: unknown) => setProblem(problemText(t, error)));
  };
  if (!isOpen)
    return (
      <>
        <p className={styles.words}>{t('account.totpOn')}</p>
        <Button onClick={() => setOpen(true)}>{t('account.totpRemove')}</Button>
      </>
    );
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordField
        label={t('account.totpPassword')}
        kind="current"
        problem={problem}
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" look="danger">
        {t('account.totpRemove')}
      </Button>
    </form>
  );
}
