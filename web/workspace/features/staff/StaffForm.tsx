import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkillGroup, StaffView } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { channelText, inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { choicesQuery } from '../routing/routing-query.ts';
import { Levels } from './Levels.tsx';
import { RoleField } from './RoleField.tsx';
import styles from './StaffForm.module.css';

const roles: readonly StaffView['role'][] = ['owner', 'supervisor', 'agent', 'trainer', 'analyst'];
const mostAtOnce = 100;
const languages = ['zh-CN', 'zh-TW', 'en'] as const;

/** Role, capacity, groups, skills, languages and channels of a colleague, and closing the account. */
export function StaffForm({
  member,
  groups,
  onClose,
}: {
  member: StaffView;
  groups: readonly SkillGroup[];
  onClose(): void;
}) {
  const { t, i18n } = useTranslation();
  const choices = useQuery(choicesQuery).data;
  const [role, setRole] = useState(member.role);
  const [capacity, setCapacity] = useState(String(member.capacity));
  const [levels, setLevels] = useState(member.groups);
  const [skills, setSkills] = useState(member.skills);
  const [spoken, setSpoken] = useState(() => languages.filter((one) => member.languages.includes(one)));
  const [channels, setChannels] = useState(member.channels);
  const { save, isBusy } = useSave(member, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (spoken.length === 0) return;
    void save({ role, capacity: Number(capacity), groups: levels, skills, languages: spoken, channels });
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
      <Levels
        legend={t('staff.groups')}
        none={t('staff.groupLevel.0')}
        all={groups.map((group) => ({ id: group.groupId, name: inLanguage(group.name, i18n.language) }))}
        chosen={levels.map(({ groupId, level }) => ({ id: groupId, level }))}
        onChange={(chosen) => setLevels(chosen.map(({ id, level }) => ({ groupId: id, level })))}
      />
      {choices && choices.skills.length > 0 && (
        <Levels
          legend={t('staff.skills')}
          none={t('staff.noSkill')}
          all={choices.skills.map((skill) => ({ id: skill.skillId, name: inLanguage(skill.name, i18n.language) }))}
          chosen={skills.map(({ skillId, level }) => ({ id: skillId, level }))}
          onChange={(chosen) => setSkills(chosen.map(({ id, level }) => ({ skillId: id, level })))}
        />
      )}
      <Choices
        legend={t('staff.languages')}
        all={languages.map((name) => ({ name, label: t(`rules.language.${name}`) }))}
        chosen={spoken}
        problem={spoken.length === 0 ? t('staff.noLanguage') : undefined}
        onChange={setSpoken}
      />
      {choices && choices.channels.length > 1 && (
        <Choices
          legend={t('staff.channels')}
          hint={t('rules.noneIsAll')}
          all={choices.channels.map((name) => ({ name, label: channelText(t, name) }))}
          chosen={channels}
          onChange={setChannels}
        />
      )}
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
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const save = async (change: Parameters<typeof api.changeStaff>[1]) => {
    setBusy(true);
    try {
      await api.changeStaff(member.staffId, change);
      showToast({ tone: 'success', words: t('staff.saved', { name: member.name }) });
      onClose();
    } catch (error) {
      tellProblem(error);
      setBusy(false);
    }
    await cache.invalidateQueries({ queryKey: keys.staff });
  };
  return { save, isBusy };
}
