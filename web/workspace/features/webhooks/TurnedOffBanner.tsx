import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import styles from '../../shell/ConnectionBanner.module.css';

const storageKey = 'peakdesk.webhooks-off';
const askEvery = 5 * 60_000;

/** Tells an owner, on every screen until it is put away, that an endpoint was turned off because nothing arrived there. */
export function TurnedOffBanner() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayWrite = useAbility('settings.write');
  const [seen, setSeen] = useState(() => localStorage.getItem(storageKey) ?? '');
  const query = useQuery({
    queryKey: keys.webhooks,
    queryFn: () => api.webhooks(),
    enabled: mayWrite,
    refetchInterval: askEvery,
  });
  const off = query.data?.endpoints.find(
    ({ offReason, offAt }) => offReason !== null && offReason !== 'by-hand' && offAt !== null && offAt > seen,
  );
  if (!mayWrite || !off?.offAt) return null;
  const { url, offAt } = off;
  const putAway = () => {
    localStorage.setItem(storageKey, offAt);
    setSeen(offAt);
  };
  return (
    <div className={styles.banner} role="status">
      <Unplug aria-hidden="true" />
      <span className={styles.words}>{t('webhooks.selfOff', { url })}</span>
      <Button
        size="small"
        onClick={() => {
          putAway();
          void navigate({ to: '/settings', search: { tab: 'systems' } });
        }}
      >
        {t('webhooks.look')}
      </Button>
      <Button size="small" look="quiet" onClick={putAway}>
        {t('webhooks.seen')}
      </Button>
    </div>
  );
}
