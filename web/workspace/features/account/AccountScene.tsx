import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/Badge.tsx';
import { useSession } from '../../session/use-session.ts';
import { Card } from '../../shell/Card.tsx';
import { Page } from '../../shell/Page.tsx';
import styles from './account.module.css';
import { NoticeSettings } from './NoticeSettings.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SessionList } from './SessionList.tsx';
import { TotpCard } from './TotpCard.tsx';

/** One's own account: notices, second factor, password, devices. */
export function AccountScene() {
  const { t } = useTranslation();
  const { staff, shop } = useSession();
  return (
    <Page title={t('account.title')}>
      <Card title={staff.name}>
        <p className={styles.words}>
          {staff.email} <Badge>{t(`staff.roles.${staff.role}`)}</Badge> {shop.name}
        </p>
      </Card>
      <NoticeSettings />
      <TotpCard />
      <PasswordForm />
      <SessionList />
    </Page>
  );
}
