import { useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkillGroup } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { SureButton } from '../../shell/SureButton.tsx';
import { GroupForm } from './GroupForm.tsx';
import { NewName } from './NewName.tsx';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';
import { idFor, noRule } from './rules-draft.ts';

/** The queues: what comes in, what is asked of people, who helps, and how long one may wait. */
export function QueueTab(part: RulesPart) {
  const { t } = useTranslation();
  const mayWrite = useAbility('settings.write');
  const { groups } = part.choices;
  const cache = useQueryClient();
  const add = async (name: string) => {
    const taken = groups.map((group) => group.groupId);
    await api.saveGroup(idFor(name, taken, 'group'), name);
    await cache.invalidateQueries({ queryKey: keys.choices });
    await cache.invalidateQueries({ queryKey: keys.groups });
  };
  return (
    <>
      <p className={styles.lead}>{t('rules.queuesHint')}</p>
      {groups.length === 0 && <Notice icon={<Users />}>{t('rules.noGroups')}</Notice>}
      <ul className={styles.list}>
        {groups.map((group) => (
          <GroupItem key={group.groupId} group={group} part={part} />
        ))}
      </ul>
      {mayWrite && <NewName label={t('rules.newGroup')} onAdd={add} />}
    </>
  );
}

function GroupItem({ group, part }: { group: SkillGroup; part: RulesPart }) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const mayWrite = useAbility('settings.write');
  const { groupId } = group;
  const problem = part.problemAt(`groups.${groupId}`) ?? part.problemAt(`overflow.${groupId}`);
  const [isOpen, setOpen] = useState(false);
  const rule = part.rules.groups[groupId] ?? noRule;
  const isLasting = part.choices.lastingGroups.includes(groupId);
  const helpers = part.rules.overflow[groupId]?.groups.length ?? 0;
  const marks = [
    rule.requires.length > 0 && t('rules.mark.requires', { count: rule.requires.length }),
    rule.prefers.length > 0 && t('rules.mark.prefers', { count: rule.prefers.length }),
    Object.values(rule.intake).some((list) => list.length > 0) && t('rules.mark.intake'),
    helpers > 0 && t('rules.mark.helpers', { count: helpers }),
  ].filter((mark) => mark !== false);
  const remove = () =>
    api
      .removeGroup(groupId)
      .then(
        () =>
          Promise.all([keys.choices, keys.groups, keys.rules].map((queryKey) => cache.invalidateQueries({ queryKey }))),
        tellProblem,
      );
  return (
    <li className={styles.item}>
      <details open={isOpen || problem !== undefined} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>
          <strong>{inLanguage(group.name, i18n.language)}</strong>
          {marks.map((mark) => (
            <Badge key={mark}>{mark}</Badge>
          ))}
          {marks.length === 0 && <span className={styles.muted}>{t('rules.plainGroup')}</span>}
        </summary>
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <GroupForm groupId={groupId} rule={rule} part={part} />
        {mayWrite && !isLasting && (
          <p className={styles.foot}>
            <SureButton
              look="danger"
              size="small"
              label={t('rules.removeGroup')}
              sure={t('rules.removeGroupSure')}
              onSure={() => void remove()}
            />
          </p>
        )}
      </details>
    </li>
  );
}
