import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../api/staff-views.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import styles from './account.module.css';
import { deviceText } from './device-text.ts';

/** Where one is signed in; any of them can be ended from here. */
export function SessionList() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.sessions, queryFn: () => api.sessions(), staleTime: 0 });
  return (
    <Card title={t('account.sessions')}>
      <Loaded query={query}>
        {({ sessions }) => (
          <ul className={styles.list}>
            {sessions.map((session) => (
              <SessionItem key={session.sessionId} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function SessionItem({ session }: { session: SessionRow }) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const now = Date.now();
  const revoke = async () => {
    try {
      await api.revokeSession(session.sessionId);
      showToast({ tone: 'success', words: t('account.revoked') });
    } catch (error) {
      tellProblem(error);
    }
    await cache.invalidateQueries({ queryKey: keys.sessions });
  };
  return (
    <li className={styles.session}>
      <div>
        <p>
          {deviceText(session.userAgent) ?? t('account.unknownDevice')}{' '}
          {session.isCurrent && <Badge tone="success">{t('account.current')}</Badge>}
        </p>
        <p className={styles.muted}>
          {t('account.signedInAt', { time: momentText(session.createdAt, i18n.language, now) })} ·{' '}
          {t('account.lastSeen', { time: momentText(session.lastSeenAt, i18n.language, now) })}
        </p>
      </div>
      {!session.isCurrent && (
        <Button size="small" onClick={() => void revoke()}>
          {t('account.revoke')}
        </Button>
      )}
    </li>
  );
}
