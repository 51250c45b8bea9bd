import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import type { Limits } from '../../../ui/number-within.ts';
import { TimeInput } from '../../../ui/TimeInput.tsx';
import styles from './rehearsal.module.css';
import { anotherTeam, costOf, hoursOf, isWrongShift, type Team } from './teams.ts';

/** Columns of the roster, on the screen and in the file. */
export const rosterColumns = [
  'teamName',
  'from',
  'to',
  'count',
  'capacity',
  'costPerHour',
  'hours',
  'costOfDay',
] as const;
const mostTeams = 30;

/** The roster that is rehearsed: who is there when, how many, and what that costs. */
export function RosterTable(props: { teams: readonly Team[]; onChange(teams: Team[]): void }) {
  const { t } = useTranslation();
  const { teams, onChange } = props;
  const change = (index: number, part: Partial<Team>) =>
    onChange(teams.map((team, at) => (at === index ? { ...team, ...part } : team)));
  return (
    <section aria-label={t('rehearsal.roster')} className={styles.result}>
      <h2 className={styles.heading}>{t('rehearsal.roster')}</h2>
      <div className={styles.tableFrame}>
        <table className={styles.table}>
          <thead>
            <tr>
              {rosterColumns.map((name) => (
                <th key={name} scope="col">
                  {t(`rehearsal.${name}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {teams.map((team, index) => (
              <TeamRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a team is known by its place while it is written
                key={index}
                team={team}
                index={index}
                onChange={(part) => change(index, part)}
                {...(teams.length > 1 ? { onRemove: () => onChange(teams.filter((_one, at) => at !== index)) } : {})}
              />
            ))}
          </tbody>
        </table>
      </div>
      {teams.some(isWrongShift) && (
        <p className={styles.problem} role="alert">
          {t('rehearsal.wrongShift')}
        </p>
      )}
      <div className={styles.verbs}>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          disabled={teams.length >= mostTeams}
          onClick={() => onChange([...teams, anotherTeam(teams)])}
        >
          {t('rehearsal.addTeam')}
        </Button>
      </div>
    </section>
  );
}

function TeamRow(props: { team: Team; index: number; onChange(part: Partial<Team>): void; onRemove?: () => void }) {
  const { t, i18n } = useTranslation();
  const { team, onChange } = props;
  const usualName = `${t('rehearsal.team')} ${props.index + 1}`;
  const name = team.name === '' ? usualName : team.name;
  const wrong = isWrongShift(team);
  const label = (column: (typeof rosterColumns)[number]) => `${name} ${t(`rehearsal.${column}`)}`;
  const number = (column: 'count' | 'capacity' | 'costPerHour', limits: Limits) => (
    <td>
      <NumberInput
        className="control"
        aria-label={label(column)}
        limits={limits}
        value={team[column]}
        onChange={(value) => onChange({ [column]: value })}
      />
    </td>
  );
  return (
    <tr>
      <td>
        <input
          className="control"
          aria-label={label('teamName')}
          maxLength={80}
          placeholder={usualName}
          value={team.name}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </td>
      {(['from', 'to'] as const).map((end) => (
        <td key={end}>
          <TimeInput
            className="control"
            aria-label={label(end)}
            isEnd={end === 'to'}
            {...(end === 'to' && wrong ? { 'aria-invalid': true } : {})}
            value={team[end]}
            onChange={(value) => onChange({ [end]: value })}
          />
        </td>
      ))}
      {number('count', { from: 0, to: 20_000, step: 1 })}
      {number('capacity', { from: 1, to: 100, step: 1 })}
      {number('costPerHour', { from: 0, to: 100_000, step: 1 })}
      <td className={styles.sum}>{wrong ? '–' : Number(hoursOf(team).toFixed(2))}</td>
      <td className={styles.sum}>{wrong ? '–' : Math.round(costOf(team)).toLocaleString(i18n.language)}</td>
      <td>
        {props.onRemove && (
          <IconButton label={t('rehearsal.removeTeam', { name })} icon={<X />} onClick={props.onRemove} />
        )}
      </td>
    </tr>
  );
}
