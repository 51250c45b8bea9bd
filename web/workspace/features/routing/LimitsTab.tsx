import { useTranslation } from 'react-i18next';
import { channelText } from '../../format/words.ts';
import { Card } from '../../shell/Card.tsx';
import { NumberField } from './NumberField.tsx';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';
import { withNumber } from './rules-draft.ts';

const day = 86_400;
/** Waits that may be "never", and those that always hold. */
const optional = ['callBackAfterSeconds', 'ticketAfterSeconds', 'aiAfterSeconds', 'anybodySeconds'] as const;
const always = ['ownAgentSeconds', 'languageSeconds', 'silentSeconds', 'wrapUpSeconds'] as const;

/** How long anything may take, and what serving takes of somebody's capacity. */
export function LimitsTab(part: RulesPart) {
  const { t } = useTranslation();
  const { rules, set, problemAt } = part;
  return (
    <>
      <Card title={t('rules.waits')} hint={t('rules.waitsHint')}>
        <div className={styles.pair}>
          {optional.map((name) => (
            <NumberField
              key={name}
              label={t(`rules.limit.${name}`)}
              hint={t(`rules.limitHint.${name}`)}
              value={rules[name]}
              most={day}
              isOptional
              placeholder={t('rules.never')}
              problem={problemAt(name)}
              onChange={(value) => set({ [name]: value })}
            />
          ))}
        </div>
      </Card>
      <Card title={t('rules.people')}>
        <div className={styles.pair}>
          {always.map((name) => (
            <NumberField
              key={name}
              label={t(`rules.limit.${name}`)}
              hint={t(`rules.limitHint.${name}`)}
              value={rules[name]}
              most={day}
              problem={problemAt(name)}
              onChange={(value) => set({ [name]: value ?? 0 })}
            />
          ))}
          <NumberField
            label={t('rules.limit.silentTimesUntilAway')}
            hint={t('rules.limitHint.silentTimesUntilAway')}
            value={rules.silentTimesUntilAway}
            most={20}
            problem={problemAt('silentTimesUntilAway')}
            onChange={(value) => set({ silentTimesUntilAway: value ?? 0 })}
          />
        </div>
      </Card>
      <Card title={t('rules.promises')} hint={t('rules.promisesHint')}>
        <div className={styles.pair}>
          {['*', ...part.choices.channels].map((channel) => (
            <NumberField
              key={channel}
              label={channel === '*' ? t('rules.allChannels') : channelText(t, channel)}
              value={rules.promiseSeconds[channel] ?? null}
              most={day}
              isOptional={channel !== '*'}
              placeholder={t('rules.asAll')}
              onChange={(value) => set({ promiseSeconds: withNumber(rules.promiseSeconds, channel, value) })}
            />
          ))}
        </div>
      </Card>
      <Card title={t('rules.weights')} hint={t('rules.weightsHint')}>
        <div className={styles.pair}>
          {part.choices.channels.flatMap((channel) =>
            [channel, `${channel}/call-back`].map((key) => (
              <NumberField
                key={key}
                label={
                  key === channel ? channelText(t, channel) : t('rules.callsOf', { channel: channelText(t, channel) })
                }
                value={rules.weights[key] ?? null}
                least={5}
                most={2_000}
                isOptional
                placeholder="100"
                problem={problemAt(`weights.${key}`)}
                onChange={(value) => set({ weights: withNumber(rules.weights, key, value) })}
              />
            )),
          )}
        </div>
      </Card>
      <LevelSteps {...part} />
    </>
  );
}

const steps = [1, 2, 3] as const;

/** Until when only people of a level, or better, are asked. */
function LevelSteps({ rules, set }: RulesPart) {
  const { t } = useTranslation();
  const untilOf = (level: number) => {
    const index = rules.levelSteps.findIndex((step) => step.worstLevel === level);
    if (index < 0) return null;
    return rules.levelSteps[index + 1]?.afterSeconds ?? null;
  };
  const change = (level: number, until: number | null) => {
    const wanted = steps.flatMap((one) => {
      const seconds = one === level ? until : untilOf(one);
      return seconds === null ? [] : [{ level: one, until: seconds }];
    });
    const begins = wanted.map(({ level: worstLevel }, index) => ({
      afterSeconds: index === 0 ? 0 : (wanted[index - 1]?.until ?? 0),
      worstLevel,
    }));
    const last = wanted.at(-1);
    set({ levelSteps: last ? [...begins, { afterSeconds: last.until, worstLevel: 9 }] : [] });
  };
  return (
    <Card title={t('rules.levels')} hint={t('rules.levelsHint')}>
      <div className={styles.pair}>
        {steps.map((level) => (
          <NumberField
            key={level}
            label={t(`rules.untilLevel.${level}`)}
            value={untilOf(level)}
            most={day}
            isOptional
            placeholder={t('rules.notUsed')}
            onChange={(value) => change(level, value)}
          />
        ))}
      </div>
    </Card>
  );
}
