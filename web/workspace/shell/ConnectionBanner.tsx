import { useNavigate } from '@tanstack/react-router';
import { WifiOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { showToast } from '../../ui/toasts.ts';
import { useConnection } from '../session/ConnectionProvider.tsx';
import styles from './ConnectionBanner.module.css';

/** A connection that is back within this time is not worth a word. */
const patience = 1_500;

/** Tells that the connection is lost and that nothing is lost with it. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { state, wasOpen, retryNow } = useConnection();
  const navigate = useNavigate();
  const isLost = state === 'waiting' || (state === 'connecting' && wasOpen);
  const [isLong, setLong] = useState(false);
  const wasLong = useRef(false);
  useEffect(() => {
    if (!isLost) {
      setLong(false);
      if (wasLong.current) showToast({ tone: 'success', words: t('connection.back') });
      wasLong.current = false;
      return;
    }
    const timer = setTimeout(() => {
      wasLong.current = true;
      setLong(true);
    }, patience);
    return () => clearTimeout(timer);
  }, [isLost, t]);
  if (state === 'refused')
    return (
      <div className={styles.banner} role="alert">
        <WifiOff aria-hidden="true" />
        <span className={styles.words}>{t('connection.refused')}</span>
        <Button size="small" onClick={() => void navigate({ to: '/sign-in' })}>
          {t('connection.signIn')}
        </Button>
      </div>
    );
  if (!isLost || !isLong) return null;
  return (
    <div className={styles.banner} role="status">
      <WifiOff aria-hidden="true" />
      <span className={styles.words}>{t('connection.lost')}</span>
      <Button size="small" onClick={retryNow}>
        {t('connection.retry')}
      </Button>
    </div>
  );
}
