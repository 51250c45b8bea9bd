import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkillGroup, StaffView } from '../../../api/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { listText } from '../../format/list-text.ts';
import { inLanguage } from '../../format/words.ts';
import { useAbility } from '../../session/use-session.ts';
import { StaffForm } from './StaffForm.tsx';
import styles from './StaffItem.module.css';

/** One colleague; whoever may can change them in place. */
export function StaffItem({ member, groups }: { member: StaffView; groups: readonly SkillGroup[] }) {
  const { t, i18n } = useTranslation();
  const mayManage = useAbility('staff.manage');
  const [isEditing, setEditing] = useState(false);
  const names = member.groups.flatMap(({ groupId }) => {
    const group = groups.find((one) => one.groupId === groupId);
    return group ? [inLanguage(group.name, i18n.language)] : [];
  });
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Avatar name={member.name} />
        <div className={styles.text}>
          <p className={styles.name}>
            {member.name}
            <Badge>{t(`staff.roles.${member.role}`)}</Badge>
            {member.isDisabled && <Badge tone="danger">{t('staff.disabled')}</Badge>}
          </p>
          <p className={styles.muted}>{member.email}</p>
        </div>
        <p className={styles.facts}>
          {[
            t(`presence.${member.presence}`),
            t('presence.load', { load: member.load, capacity: member.capacity }),
            listText(t, names),
            `${t('staff.totp')} ${member.hasTotp ? t('staff.totpOn') : t('staff.totpOff')}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {mayManage && (
          <IconButton
            label={t('staff.edit', { name: member.name })}
            icon={<Pencil />}
            aria-expanded={isEditing}
            onClick={() => setEditing(!isEditing)}
          />
        )}
      </div>
      {isEditing && <StaffForm member={member} groups={groups} onClose={() => setEditing(false)} />}
    </li>
  );
}
