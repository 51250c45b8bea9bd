import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { PasswordField } from '../../../ui/PasswordField.tsx';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { EntryFrame } from './EntryFrame.tsx';
import styles from './SignInScene.module.css';

const shortestPassword = 10;

/** The page behind an invitation link: name and password make the account. */
export function AcceptInvitationScene() {
  const { t } = useTranslation();
  const { shop, token } = useSearch({ from: '/accept-invitation' });
  const shopId = shop ?? shopOfToken(token);
  return (
    <EntryFrame title={t('invitation.title')}>
      {shopId && token ? (
        <InvitationForm shopId={shopId} token={token} />
      ) : (
        <p role="alert">{t('invitation.broken')}</p>
      )}
    </EntryFrame>
  );
}

function InvitationForm({ shopId, token }: { shopId: string; token: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const differs = repeated !== '' && repeated !== password;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password !== repeated) return;
    setBusy(true);
    try {
      const session = await api.acceptInvitation({ shopId, token, name, password });
      localStorage.setItem('peakdesk.shop', shopId);
      cache.clear();
      cache.setQueryData(keys.session, session);
      await navigate({ to: '/' });
    } catch (error) {
      setProblem(problemText(t, error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <p>{t('invitation.intro', { shop: shopId })}</p>
      <Field label={t('invitation.name')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            required
            maxLength={60}
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <PasswordField
        label={t('invitation.password')}
        kind="new"
        hint={t('invitation.passwordHint')}
        minLength={shortestPassword}
        value={password}
        onChange={setPassword}
      />
      <PasswordField
        label={t('invitation.repeat')}
        kind="new"
        problem={differs ? t('invitation.mismatch') : problem}
        value={repeated}
        onChange={setRepeated}
      />
      <Button type="submit" look="primary" disabled={isBusy || differs}>
        {t('invitation.submit')}
      </Button>
    </form>
  );
}

/** Tokens begin with the shop they belong to. */
function shopOfToken(token: string | undefined): string | undefined {
  const [shop, rest] = (token ?? '').split('.', 2);
  return shop && rest ? shop : undefined;
}
