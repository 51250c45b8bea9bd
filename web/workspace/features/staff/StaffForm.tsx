import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkillGroup, StaffView } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { GroupLevels } from './GroupLevels.tsx';
import { RoleField } from './RoleField.tsx';
import styles from './StaffForm.module.css';

const roles: readonly StaffView['role'][] = ['owner', 'supervisor', 'agent', 'trainer', 'analyst'];
const mostAtOnce = 100;

/** Role, capacity and groups of a colleague, and closing the account. */
export function StaffForm({
  member,
  groups,
  onClose,
}: {
  member: StaffView;
  groups: readonly SkillGroup[];
  onClose(): void;
}) {
  const { t } = useTranslation();
  const [role, setRole] = useState(member.role);
  const [capacity, setCapacity] = useState(String(member.capacity));
  const [levels, setLevels] = useState(member.groups);
  const { save, isBusy } = useSave(member, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save({ role, capacity: Number(capacity), groups: levels });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.row}>
        <RoleField roles={roles} role={role} onChange={setRole} />
        <Field label={t('staff.capacity')}>
          {(ids) => (
            <input
              {...ids}
              className="control"
              type="number"
              min={0}
              max={mostAtOnce}
              required
              value={capacity}
              onChange={(event) => setCapacity(event.target.value)}
            />
          )}
        </Field>
      </div>
      <GroupLevels groups={groups} levels={levels} onChange={setLevels} />
      <div className={styles.foot}>
        <Button type="submit" look="primary" disabled={isBusy}>
          {t('common.save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <span className={styles.danger}>
          {!member.isDisabled && <span className={styles.hint}>{t('staff.disableHint')}</span>}
          <Button
            look={member.isDisabled ? 'plain' : 'danger'}
            disabled={isBusy}
            onClick={() => void save({ isDisabled: !member.isDisabled })}
          >
            {member.isDisabled ? t('staff.enable') : t('staff.disable')}
          </Button>
        </span>
      </div>
    </form>
  );
}

function useSave(member: StaffView, onClose: () => void) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const save = async (change: Parameters<typeof api.changeStaff>[1]) => {
    setBusy(true);
    try {
      await api.changeStaff(member.staffId, change);
      showToast({ tone: 'success', words: t('staff.saved', { name: member.name }) });
      onClose();
    } catch (error) {
      showToast({ tone: 'danger', words: problemText(t, error) });
      setBusy(false);
    }
    await cache.invalidateQueries({ queryKey: keys.staff });
  };
  return { save, isBusy };
}
