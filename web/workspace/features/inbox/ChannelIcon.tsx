import { Globe, MessageCircle, Terminal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { channelText } from '../../format/words.ts';
import styles from './ChannelIcon.module.css';

const icons: Readonly<Record<string, typeof Globe>> = { widget: Globe, console: Terminal };

/** Where a customer writes from. */
export function ChannelIcon({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const Icon = icons[channelId] ?? MessageCircle;
  const label = channelText(t, channelId);
  return (
    <span className={styles.icon} role="img" aria-label={label} title={label}>
      <Icon aria-hidden="true" />
    </span>
  );
}
