import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { Card } from '../../shell/Card.tsx';
import styles from './account.module.css';

const shortest = 10;

/** A new password; it ends all sessions, this one too. */
export function PasswordForm() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => api.changePassword(now, next),
    onSuccess: async () => {
      showToast({ tone: 'success', words: t('account.passwordDone') });
      cache.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Card title={t('account.password')}>
      <form className={styles.form} onSubmit={submit}>
        <PasswordField
          label={t('account.passwordNow')}
          kind="current"
          problem={change.isError ? problemText(t, change.error) : undefined}
          value={now}
          onChange={setNow}
        />
        <PasswordField
          label={t('account.passwordNew')}
          kind="new"
          hint={t('account.passwordHint')}
          minLength={shortest}
          value={next}
          onChange={setNext}
        />
        <Button type="submit" disabled={change.isPending}>
          {t('account.passwordSubmit')}
        </Button>
      </form>
    </Card>
  );
}
