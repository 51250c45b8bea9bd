import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GroupRule } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { inLanguage } from '../../format/words.ts';
import { NumberField } from './NumberField.tsx';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';

const levels = [1, 2, 3, 9] as const;
const lists = ['requires', 'prefers'] as const;
const usualUntil = 60;

type Need = { skillId: string; worstLevel: number; untilSeconds?: number };

/** Skills that a queue asks for: some always, some only at first, each given up after its time. */
export function SkillNeeds(props: {
  rule: GroupRule;
  part: RulesPart;
  at(field: string): string | undefined;
  onChange(change: Partial<GroupRule>): void;
}) {
  const { t } = useTranslation();
  const { rule, part } = props;
  const named = [...rule.requires, ...rule.prefers].map((need) => need.skillId);
  const free = part.choices.skills.find((skill) => !named.includes(skill.skillId));
  if (part.choices.skills.length === 0)
    return (
      <section className={styles.block}>
        <h3>{t('rules.needs')}</h3>
        <p className={styles.note}>{t('rules.noSkillsYet')}</p>
      </section>
    );
  const change = (list: (typeof lists)[number], needs: readonly Need[]) =>
    props.onChange(
      list === 'requires'
        ? { requires: needs.map(({ skillId, worstLevel }) => ({ skillId, worstLevel })) }
        : { prefers: needs.map((need) => ({ untilSeconds: usualUntil, ...need })) },
    );
  return (
    <section className={styles.block}>
      <h3>{t('rules.needs')}</h3>
      {lists.map((list) => (
        <div key={list} className={styles.stack}>
          <p className={styles.note}>{t(`rules.${list}`)}</p>
          {rule[list].map((need: Need, index) => (
            <NeedRow
              key={need.skillId}
              need={need}
              part={part}
              problem={props.at(`${list}.${index}`)}
              onChange={(next) =>
                change(
                  list,
                  rule[list].map((one, place) => (place === index ? next : one)),
                )
              }
              onRemove={() =>
                change(
                  list,
                  rule[list].filter((_one, place) => place !== index),
                )
              }
            />
          ))}
          {free && (
            <p className={styles.foot}>
              <Button
                size="small"
                icon={<Plus aria-hidden="true" />}
                onClick={() => change(list, [...rule[list], { skillId: free.skillId, worstLevel: 9 }])}
              >
                {t(`rules.add.${list}`)}
              </Button>
            </p>
          )}
        </div>
      ))}
    </section>
  );
}

function NeedRow(props: {
  need: Need;
  part: RulesPart;
  problem: string | undefined;
  onChange(need: Need): void;
  onRemove(): void;
}) {
  const { t, i18n } = useTranslation();
  const { need, part } = props;
  return (
    <div className={styles.need}>
      <Field label={t('rules.skill')} problem={props.problem}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={need.skillId}
            onChange={(event) => props.onChange({ ...need, skillId: event.target.value })}
          >
            {part.choices.skills.map((skill) => (
              <option key={skill.skillId} value={skill.skillId}>
                {inLanguage(skill.name, i18n.language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('rules.atLeast')}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={need.worstLevel}
            onChange={(event) => props.onChange({ ...need, worstLevel: Number(event.target.value) })}
          >
            {levels.map((level) => (
              <option key={level} value={level}>
                {t(`rules.level.${level}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {need.untilSeconds !== undefined && (
        <NumberField
          label={t('rules.until')}
          value={need.untilSeconds}
          most={86_400}
          onChange={(value) => props.onChange({ ...need, untilSeconds: value ?? usualUntil })}
        />
      )}
      <IconButton label={t('rules.removeSkillNeed')} icon={<X />} onClick={props.onRemove} />
    </div>
  );
}
