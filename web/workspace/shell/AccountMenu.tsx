import { Keyboard, LogOut, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseInterfaceLanguage, interfaceLanguages, languageNames } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { useSession } from '../session/use-session.ts';
import styles from './AccountMenu.module.css';
import { useDesk } from './DeskProvider.tsx';
import { themes, useTheme } from './theme.ts';

/** Who is signed in: account, appearance, language, leaving. */
export function AccountMenu() {
  const { t, i18n } = useTranslation();
  const { staff, shop } = useSession();
  const { verbs } = useDesk();
  const theme = useTheme();
  const items: MenuItem[] = [
    { kind: 'heading', id: 'who', label: `${staff.name} · ${t(`staff.roles.${staff.role}`)} · ${shop.name}` },
    { kind: 'item', id: 'account', label: t('nav.account'), icon: <User />, run: () => verbs.go('/account') },
    { kind: 'item', id: 'help', label: t('action.help'), icon: <Keyboard />, hint: '?', run: verbs.openHelp },
    { kind: 'line', id: 'line-1' },
    { kind: 'heading', id: 'theme', label: t('theme.label') },
    ...themes.map(
      (one): MenuItem => ({
        kind: 'choice',
        id: one,
        label: t(`theme.${one}`),
        isChosen: theme === one,
        run: () => verbs.setTheme(one),
      }),
    ),
    { kind: 'line', id: 'line-2' },
    { kind: 'heading', id: 'language', label: t('language.label') },
    ...interfaceLanguages.map(
      (one): MenuItem => ({
        kind: 'choice',
        id: `language-${one}`,
        label: languageNames[one],
        isChosen: i18n.language === one,
        run: () => void chooseInterfaceLanguage(one),
      }),
    ),
    { kind: 'line', id: 'line-3' },
    { kind: 'item', id: 'leave', label: t('action.signOut'), icon: <LogOut />, run: verbs.signOut },
  ];
  return (
    <Menu
      side="right"
      align="end"
      items={items}
      trigger={
        <button
          type="button"
          className={styles.account}
          aria-label={t('common.pair', { name: t('nav.account'), value: staff.name })}
        >
          <Avatar name={staff.name} />
        </button>
      }
    />
  );
}
