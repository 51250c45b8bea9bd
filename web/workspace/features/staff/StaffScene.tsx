import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { useAbility } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { InviteForm } from './InviteForm.tsx';
import { StaffItem } from './StaffItem.tsx';
import styles from './StaffScene.module.css';
import { groupsQuery, staffQuery } from './staff-query.ts';

/** The team: who may do what, how much at once, and for which questions. */
export function StaffScene() {
  const { t } = useTranslation();
  const mayInvite = useAbility('staff.invite');
  const [isInviting, setInviting] = useState(false);
  const staff = useQuery({ ...staffQuery, staleTime: 10_000 });
  const groups = useQuery(groupsQuery);
  return (
    <Page
      title={t('staff.title')}
      actions={
        mayInvite && (
          <Button
            look="primary"
            icon={<UserPlus aria-hidden="true" />}
            aria-expanded={isInviting}
            onClick={() => setInviting(!isInviting)}
          >
            {t('staff.invite')}
          </Button>
        )
      }
    >
      {isInviting && <InviteForm onClose={() => setInviting(false)} />}
      <Loaded query={staff}>
        {(data) => (
          <ul className={styles.list}>
            {data.staff.map((member) => (
              <StaffItem key={member.staffId} member={member} groups={groups.data?.groups ?? []} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}
