import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../api/index.ts';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { useSession } from '../session/use-session.ts';
import { useDesk } from './DeskProvider.tsx';
import styles from './PresenceMenu.module.css';

const presences: readonly StaffView['presence'][] = ['online', 'away', 'offline'];

/** One's own availability: what it is, and how to change it. */
export function PresenceMenu() {
  const { t } = useTranslation();
  const { staff, abilities } = useSession();
  const { verbs } = useDesk();
  if (abilities['presence.set'] !== true) return null;
  const items: MenuItem[] = [
    { kind: 'heading', id: 'load', label: t('presence.load', { load: staff.load, capacity: staff.capacity }) },
    ...presences.map(
      (presence): MenuItem => ({
        kind: 'choice',
        id: presence,
        label: t(`presence.${presence}`),
        hint: t(`presence.${presence}Hint`),
        isChosen: staff.presence === presence,
        run: () => verbs.setPresence(presence),
      }),
    ),
  ];
  return (
    <Menu
      side="right"
      align="end"
      items={items}
      trigger={
        <button
          type="button"
          className={styles.presence}
          aria-label={t('common.pair', { name: t('presence.label'), value: t(`presence.${staff.presence}`) })}
        >
          <span className={styles[staff.presence]} aria-hidden="true" />
          <span className={styles.word}>{t(`presence.${staff.presence}`)}</span>
        </button>
      }
    />
  );
}
