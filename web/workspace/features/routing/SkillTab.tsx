import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Skill, StaffView } from '../../../api/index.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { listText } from '../../format/list-text.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { SureButton } from '../../shell/SureButton.tsx';
import { staffQuery } from '../staff/staff-query.ts';
import { NewName } from './NewName.tsx';
import styles from './routing.module.css';
import { choicesQuery } from './routing-query.ts';
import { idFor } from './rules-draft.ts';

/** What people can besides their groups, and who can it how well. */
export function SkillTab() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const mayWrite = useAbility('settings.write');
  const choices = useQuery(choicesQuery);
  const staff = useQuery(staffQuery).data?.staff ?? [];
  const refresh = () =>
    Promise.all([keys.choices, keys.rules, keys.staff].map((queryKey) => cache.invalidateQueries({ queryKey })));
  return (
    <>
      <p className={styles.lead}>{t('rules.skillsHint')}</p>
      <Loaded query={choices}>
        {({ skills }) => (
          <>
            {skills.length === 0 && <Notice icon={<GraduationCap />}>{t('rules.noSkills')}</Notice>}
            <ul className={styles.list}>
              {skills.map((skill) => (
                <SkillItem key={skill.skillId} skill={skill} staff={staff} mayWrite={mayWrite} onChange={refresh} />
              ))}
            </ul>
            {mayWrite && (
              <NewName
                label={t('rules.newSkill')}
                onAdd={async (name) => {
                  const taken = skills.map((skill) => skill.skillId);
                  await api.saveSkill(idFor(name, taken, 'skill'), name);
                  await refresh();
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function SkillItem(props: {
  skill: Skill;
  staff: readonly StaffView[];
  mayWrite: boolean;
  onChange(): Promise<unknown>;
}) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const { skill, staff } = props;
  const able = staff.flatMap((person) => {
    const own = person.skills.find((one) => one.skillId === skill.skillId);
    return own && !person.isDisabled ? [{ person, level: own.level }] : [];
  });
  const remove = () => api.removeSkill(skill.skillId).then(() => props.onChange(), tellProblem);
  return (
    <li className={styles.skill}>
      <div>
        <strong>{inLanguage(skill.name, i18n.language)}</strong>
        <p className={styles.muted}>
          {able.length === 0
            ? t('rules.nobodyCan')
            : listText(
                t,
                able
                  .toSorted((one, other) => one.level - other.level)
                  .map(({ person, level }) => t('rules.personLevel', { name: person.name, level })),
              )}
        </p>
      </div>
      <span className={styles.verbs}>
        <Link to="/staff" className={styles.link}>
          {t('rules.toStaff')}
        </Link>
        {props.mayWrite && (
          <SureButton
            look="danger"
            size="small"
            label={t('rules.removeSkill')}
            sure={t('rules.removeSkillSure')}
            onSure={() => void remove()}
          />
        )}
      </span>
    </li>
  );
}
