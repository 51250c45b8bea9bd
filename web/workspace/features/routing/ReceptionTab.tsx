import { ArrowDown, ArrowUp, Clock, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReceptionRule } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import { channelText } from '../../format/words.ts';
import { weekdays } from '../settings/hours.ts';
import { NumberField } from './NumberField.tsx';
import type { RulesPart } from './RulesForm.tsx';
import styles from './routing.module.css';
import { moved, newReception } from './rules-draft.ts';

const modes = ['human-first', 'ai-first', 'mixed'] as const;
const onDays = ['any-day', 'working-days', 'holidays'] as const;

/** Who answers a new conversation first, by channel, day and hour; the first line that fits holds. */
export function ReceptionTab(part: RulesPart) {
  const { t } = useTranslation();
  const lines = part.rules.reception;
  const set = (reception: readonly ReceptionRule[]) => part.set({ reception: [...reception] });
  return (
    <>
      <p className={styles.lead}>{t('rules.receptionHint')}</p>
      {lines.length === 0 && <Notice icon={<Clock />}>{t('rules.noReception')}</Notice>}
      <ol className={styles.list}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place, and its fields keep no state of their own but the share
          <li key={`${index} ${line.mode}`} className={styles.item}>
            <LineForm
              line={line}
              part={part}
              index={index}
              onChange={(next) => set(lines.map((one, place) => (place === index ? next : one)))}
            />
            <span className={styles.verbs}>
              <IconButton
                label={t('rules.up')}
                icon={<ArrowUp />}
                disabled={index === 0}
                onClick={() => set(moved(lines, index, -1))}
              />
              <IconButton
                label={t('rules.down')}
                icon={<ArrowDown />}
                disabled={index === lines.length - 1}
                onClick={() => set(moved(lines, index, 1))}
              />
              <IconButton
                label={t('rules.removeLine')}
                icon={<X />}
                onClick={() => set(lines.filter((_one, place) => place !== index))}
              />
            </span>
          </li>
        ))}
      </ol>
      <Button icon={<Plus aria-hidden="true" />} onClick={() => set([...lines, newReception])}>
        {t('rules.addLine')}
      </Button>
    </>
  );
}

function LineForm(props: { line: ReceptionRule; part: RulesPart; index: number; onChange(line: ReceptionRule): void }) {
  const { t } = useTranslation();
  const { line, part, index } = props;
  const set = (change: Partial<ReceptionRule>) => props.onChange({ ...line, ...change });
  const problem = part.problemAt(`reception.${index}`);
  const time = (name: 'from' | 'to') => (
    <Field label={t(`settings.${name}`)}>
      {(ids) => (
        <TimeInput
          {...ids}
          className="control"
          isEnd={name === 'to'}
          value={line[name]}
          onChange={(value) => set({ [name]: value })}
        />
      )}
    </Field>
  );
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <Field label={t('rules.mode')} hint={t(`rules.modeHint.${line.mode}`)}>
          {(ids) => (
            <select
              {...ids}
              className="control"
              value={line.mode}
              onChange={(event) => set({ mode: modes.find((mode) => mode === event.target.value) ?? line.mode })}
            >
              {modes.map((mode) => (
                <option key={mode} value={mode}>
                  {t(`rules.modes.${mode}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {line.mode === 'mixed' && (
          <NumberField
            label={t('rules.share')}
            value={Math.round(line.humanShare * 100)}
            most={100}
            onChange={(value) => set({ humanShare: (value ?? 0) / 100 })}
          />
        )}
        <Field label={t('rules.onDays')}>
          {(ids) => (
            <select
              {...ids}
              className="control"
              value={line.on}
              onChange={(event) => set({ on: onDays.find((one) => one === event.target.value) ?? line.on })}
            >
              {onDays.map((one) => (
                <option key={one} value={one}>
                  {t(`rules.on.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {time('from')}
        {time('to')}
      </div>
      <Choices
        legend={t('rules.channels')}
        hint={t('rules.noneIsAll')}
        all={part.choices.channels.map((name) => ({ name, label: channelText(t, name) }))}
        chosen={line.channels}
        problem={problem}
        onChange={(channels) => set({ channels })}
      />
      <Choices
        legend={t('rules.weekdays')}
        all={weekdays.map((name) => ({ name, label: t(`settings.weekday.${name}`) }))}
        chosen={weekdays.filter((name) => line.weekdays.includes(name))}
        onChange={(chosen) => set({ weekdays: chosen })}
      />
    </div>
  );
}
