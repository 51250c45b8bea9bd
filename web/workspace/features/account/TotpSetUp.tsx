import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TotpStart } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import styles from './account.module.css';

/** A code to scan, and the first six digits that prove it was. */
export function TotpSetUp({ started, onDone }: { started: TotpStart; onDone(): void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    api.confirmTotp(code.replaceAll(/\s/g, '')).then(onDone, (error: unknown) => setProblem(problemText(t, error)));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.words}>{t('account.totpScan')}</p>
      <img
        className={styles.qr}
        alt={t('account.totpQr')}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(started.qrSvg)}`}
      />
      <details>
        <summary className={styles.muted}>{t('account.totpSecret')}</summary>
        <code className={styles.secret}>{started.secret}</code>
      </details>
      <Field label={t('signIn.code')} problem={problem}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9 ]{6,7}"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary">
        {t('account.totpConfirm')}
      </Button>
    </form>
  );
}
