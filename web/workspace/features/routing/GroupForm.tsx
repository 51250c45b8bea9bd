import { useTranslation } from 'react-i18next';
import type { GroupRule } from '../../../api/index.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { channelText, inLanguage } from '../../format/words.ts';
import { NumberField } from './NumberField.tsx';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';
import { wishes, withGroupRule, withOverflow } from './rules-draft.ts';
import { SkillNeeds } from './SkillNeeds.tsx';

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
const day = 86_400;
/** Help comes after so long unless said otherwise. */
const usualHelpSeconds = 60;

/** Everything that one queue decides for itself. */
export function GroupForm({ groupId, rule, part }: { groupId: string; rule: GroupRule; part: RulesPart }) {
  const { t } = useTranslation();
  const set = (change: Partial<GroupRule>) => part.set(withGroupRule(part.rules, groupId, { ...rule, ...change }));
  const intake = (change: Partial<GroupRule['intake']>) => set({ intake: { ...rule.intake, ...change } });
  const at = (field: string) => part.problemAt(`groups.${groupId}.${field}`);
  return (
    <div className={styles.stack}>
      <section className={styles.block}>
        <h3>{t('rules.intake')}</h3>
        <p className={styles.note}>{t('rules.intakeHint')}</p>
        <Choices
          legend={t('rules.channels')}
          all={part.choices.channels.map((name) => ({ name, label: channelText(t, name) }))}
          chosen={rule.intake.channels}
          problem={at('intake.channels')}
          onChange={(channels) => intake({ channels })}
        />
        <Choices
          legend={t('rules.languages')}
          all={languages.map((name) => ({ name, label: t(`rules.language.${name}`) }))}
          chosen={languages.filter((name) => rule.intake.languages.includes(name))}
          onChange={(chosen) => intake({ languages: chosen })}
        />
        <Choices
          legend={t('rules.wishes')}
          all={wishes.map((name) => ({ name, label: t(`rules.wish.${name}`) }))}
          chosen={wishes.filter((name) => rule.intake.wishes.includes(name))}
          onChange={(chosen) => intake({ wishes: chosen })}
        />
      </section>
      <SkillNeeds rule={rule} part={part} at={at} onChange={set} />
      <Help groupId={groupId} part={part} />
      <section className={styles.block}>
        <h3>{t('rules.waits')}</h3>
        <div className={styles.pair}>
          {(['ticketAfterSeconds', 'aiAfterSeconds'] as const).map((name) => (
            <NumberField
              key={name}
              label={t(`rules.limit.${name}`)}
              hint={t('rules.asShop')}
              value={rule[name] ?? null}
              most={day}
              isOptional
              problem={at(name)}
              onChange={(value) => {
                const { [name]: _before, ...others } = rule;
                part.set(withGroupRule(part.rules, groupId, value === null ? others : { ...others, [name]: value }));
              }}
            />
          ))}
        </div>
      </section>
    </div>
  );
}

/** Groups that help this one, and after how long. */
function Help({ groupId, part }: { groupId: string; part: RulesPart }) {
  const { t, i18n } = useTranslation();
  const help = part.rules.overflow[groupId];
  const others = part.choices.groups.filter((group) => group.groupId !== groupId);
  if (others.length === 0) return null;
  const afterSeconds = help?.afterSeconds ?? usualHelpSeconds;
  return (
    <section className={styles.block}>
      <h3>{t('rules.help')}</h3>
      <Choices
        legend={t('rules.helpers')}
        all={others.map((group) => ({ name: group.groupId, label: inLanguage(group.name, i18n.language) }))}
        chosen={help?.groups ?? []}
        problem={part.problemAt(`overflow.${groupId}`)}
        onChange={(groups) => part.set(withOverflow(part.rules, groupId, { afterSeconds, groups }))}
      />
      {help && (
        <div className={styles.pair}>
          <NumberField
            label={t('rules.helpAfter')}
            value={help.afterSeconds}
            most={day}
            onChange={(value) =>
              part.set(withOverflow(part.rules, groupId, { ...help, afterSeconds: value ?? usualHelpSeconds }))
            }
          />
        </div>
      )}
    </section>
  );
}
