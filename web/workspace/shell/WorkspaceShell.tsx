import { Outlet, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Toasts } from '../../ui/Toasts.tsx';
import { OutboxProvider } from '../features/conversation/OutboxProvider.tsx';
import { TurnedOffBanner } from '../features/webhooks/TurnedOffBanner.tsx';
import { ConnectionProvider } from '../session/ConnectionProvider.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { DeskProvider } from './DeskProvider.tsx';
import { NavigationRail } from './NavigationRail.tsx';
import { Notices } from './Notices.tsx';
import { Palette } from './Palette.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import styles from './WorkspaceShell.module.css';

/** Frame around every screen of somebody who is signed in. */
export function WorkspaceShell() {
  const { t } = useTranslation();
  const { conversationId } = useParams({ strict: false });
  return (
    <ConnectionProvider>
      <OutboxProvider>
        <DeskProvider>
          <a href="#content" className={styles.skip}>
            {t('app.skip')}
          </a>
          <div className={styles.shell} data-open={conversationId === undefined ? 'no' : 'yes'}>
            <NavigationRail />
            <div className={styles.main} id="content" tabIndex={-1}>
              <ConnectionBanner />
              <TurnedOffBanner />
              <Suspense fallback={<Skeleton label={t('common.loading')} />}>
                <Outlet />
              </Suspense>
            </div>
          </div>
          <Notices />
          <Palette />
          <ShortcutHelp />
          <Toasts label={t('notices.label')} closeLabel={t('common.close')} />
        </DeskProvider>
      </OutboxProvider>
    </ConnectionProvider>
  );
}
