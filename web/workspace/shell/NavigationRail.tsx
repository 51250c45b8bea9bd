import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { type Action, availabilityOf, type ScreenPath } from '../actions/index.ts';
import { workspaceActions } from '../actions/workspace-actions.ts';
import { useCounts } from '../features/inbox/use-inbox.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { useDesk } from './DeskProvider.tsx';
import { LoadMark } from './LoadMark.tsx';
import { LongestWait } from './LongestWait.tsx';
import styles from './NavigationRail.module.css';
import { PresenceMenu } from './PresenceMenu.tsx';

type Place = {
  to: ScreenPath;
  action: Action;
  label:
    | 'inbox'
    | 'tickets'
    | 'shop'
    | 'overview'
    | 'wall'
    | 'rehearsal'
    | 'knowledge'
    | 'routing'
    | 'staff'
    | 'audit'
    | 'settings';
};

const places: readonly Place[] = [
  { to: '/', action: workspaceActions.openInbox, label: 'inbox' },
  { to: '/tickets', action: workspaceActions.openTickets, label: 'tickets' },
  { to: '/shop', action: workspaceActions.openShop, label: 'shop' },
  { to: '/overview', action: workspaceActions.openOverview, label: 'overview' },
  { to: '/knowledge', action: workspaceActions.openKnowledge, label: 'knowledge' },
  { to: '/wall', action: workspaceActions.openWall, label: 'wall' },
  { to: '/rehearsal', action: workspaceActions.openRehearsal, label: 'rehearsal' },
  { to: '/routing', action: workspaceActions.openRouting, label: 'routing' },
  { to: '/staff', action: workspaceActions.openStaff, label: 'staff' },
  { to: '/audit', action: workspaceActions.openAudit, label: 'audit' },
  { to: '/settings', action: workspaceActions.openSettings, label: 'settings' },
];

/** Way to every screen, who waits longest, and one's own availability. */
export function NavigationRail() {
  const { t } = useTranslation();
  const desk = useDesk();
  const { pathname } = useLocation();
  const waiting = useCounts()?.waiting ?? 0;
  const isAt = (to: ScreenPath) =>
    to === '/' ? pathname === '/' || pathname.startsWith('/conversations') : pathname === to;
  return (
    <nav className={styles.rail} aria-label={t('nav.label')}>
      <span className={styles.mark} role="img" aria-label={t('app.name')}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M5 24 13 9l5.4 8.6L21.6 13 28 24z" />
        </svg>
      </span>
      <ul className={styles.places}>
        {places
          .filter(({ action }) => availabilityOf(action, desk).kind === 'ready')
          .map(({ to, action: { icon: Icon }, label }) => (
            <li key={to}>
              <Tooltip label={t(`nav.${label}`)}>
                <Link
                  to={to}
                  className={classNames(styles.place, isAt(to) && styles.here)}
                  aria-label={t(`nav.${label}`)}
                  aria-current={isAt(to) ? 'page' : undefined}
                  ref={isAt(to) ? showInBar : undefined}
                >
                  <Icon aria-hidden="true" />
                  <span className={styles.label} aria-hidden="true">
                    {t(`nav.short.${label}`)}
                  </span>
                  {to === '/' && waiting > 0 && (
                    <span className={styles.count} aria-hidden="true">
                      {waiting > 99 ? '99+' : waiting}
                    </span>
                  )}
                </Link>
              </Tooltip>
            </li>
          ))}
      </ul>
      <LoadMark />
      <LongestWait />
      <div className={styles.me}>
        <PresenceMenu />
        <AccountMenu />
      </div>
    </nav>
  );
}

/** On a phone the bar is wider than the screen: the place where one is stays in sight. */
function showInBar(link: HTMLElement | null): void {
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
