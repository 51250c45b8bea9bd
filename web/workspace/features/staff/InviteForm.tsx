import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { Card } from '../../shell/Card.tsx';
import { CopyField } from '../../shell/CopyField.tsx';
import styles from './InviteForm.module.css';
import { RoleField } from './RoleField.tsx';

/** Nobody makes a role above the own one. */
const grantable: Readonly<Partial<Record<StaffView['role'], readonly StaffView['role'][]>>> = {
  owner: ['agent', 'supervisor', 'trainer', 'analyst', 'owner'],
  supervisor: ['agent'],
};

/** Makes a link by which somebody joins the shop. */
export function InviteForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { staff } = useSession();
  const roles = grantable[staff.role] ?? [];
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<StaffView['role']>('agent');
  const invite = useMutation({ mutationFn: () => api.invite(email, role) });
  const link = invite.data?.link;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Card title={t('staff.inviteTitle')}>
      {link ? (
        <div className={styles.done}>
          <CopyField label={t('staff.inviteLink')} hint={t('staff.inviteLinkHint')} text={link} />
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      ) : (
        <form className={styles.form} onSubmit={submit}>
          <Field label={t('staff.inviteEmail')} problem={invite.isError ? problemText(t, invite.error) : undefined}>
            {(ids) => (
              <input
                {...ids}
                className="control"
                type="email"
                required
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </Field>
          <RoleField roles={roles} role={role} onChange={setRole} />
          <Button type="submit" look="primary" disabled={invite.isPending}>
            {t('staff.inviteSubmit')}
          </Button>
        </form>
      )}
    </Card>
  );
}
