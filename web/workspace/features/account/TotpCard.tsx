import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../api/index.ts';
import type { TotpStart } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import styles from './account.module.css';
import { TotpRemove } from './TotpRemove.tsx';
import { TotpSetUp } from './TotpSetUp.tsx';

/** The second factor: turning it on with a code to scan, turning it off with the password. */
export function TotpCard() {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const { staff } = useSession();
  const [started, setStarted] = useState<TotpStart>();
  const show = (hasTotp: boolean) => {
    setStarted(undefined);
    cache.setQueryData<SessionView>(keys.session, (session) =>
      session ? { ...session, staff: { ...session.staff, hasTotp } } : session,
    );
  };
  const start = () => api.startTotp().then(setStarted, tellProblem);
  return (
    <Card title={t('account.totp')}>
      {staff.hasTotp && <TotpRemove onDone={() => show(false)} />}
      {!staff.hasTotp && !started && (
        <>
          <p className={styles.words}>{t('account.totpIntro')}</p>
          <Button onClick={() => void start()}>{t('account.totpStart')}</Button>
        </>
      )}
      {!staff.hasTotp && started && <TotpSetUp started={started} onDone={() => show(true)} />}
    </Card>
  );
}
