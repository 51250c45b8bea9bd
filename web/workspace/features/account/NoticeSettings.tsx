import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Check } from '../../../ui/Check.tsx';
import { Card } from '../../shell/Card.tsx';
import { chooseNotices, storedNotices } from '../../shell/notice-choice.ts';
import styles from './account.module.css';

/** Whether new messages are told outside the page: by the desktop, by a sound. */
export function NoticeSettings() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(storedNotices);
  const [isBlocked, setBlocked] = useState(false);
  const set = (next: typeof choice) => {
    chooseNotices(next);
    setChoice(next);
  };
  const turnDesktop = async (isOn: boolean) => {
    if (!isOn) return set({ ...choice, desktop: false });
    const answer = 'Notification' in window ? await Notification.requestPermission() : 'denied';
    setBlocked(answer !== 'granted');
    if (answer === 'granted') set({ ...choice, desktop: true });
  };
  return (
    <Card title={t('notices.label')}>
      <div className={styles.stack}>
        <Check label={t('notices.desktop')} isChecked={choice.desktop} onChange={(isOn) => void turnDesktop(isOn)} />
        {isBlocked && (
          <p className={styles.problem} role="alert">
            {t('notices.blocked')}
          </p>
        )}
        <Check label={t('notices.sound')} isChecked={choice.sound} onChange={(sound) => set({ ...choice, sound })} />
      </div>
    </Card>
  );
}
