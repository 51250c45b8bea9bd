import { useTranslation } from 'react-i18next';
import type { Roster } from '../../../api/index.ts';
import { percentText } from '../../format/money.ts';
import styles from './rehearsal.module.css';
import type { Team } from './teams.ts';

/** The cheapest roster in words: who is needed, what it costs, and what that saves. */
export function FoundRoster({ roster, teams }: { roster: Roster; teams: readonly Team[] }) {
  const { t, i18n } = useTranslation();
  const money = (value: number) => Math.round(value).toLocaleString(i18n.language);
  const percent = (share: number) => percentText(share, i18n.language);
  const { begun, result, counts } = roster;
  const total = result.cost.total;
  const named = teams.map((team, index) =>
    t('rehearsal.foundTeam', { name: team.name || `${t('rehearsal.team')} ${index + 1}`, count: counts[index] ?? 0 }),
  );
  const comparison = () => {
    if (begun.cost < total)
      return t('rehearsal.foundBetter', { before: money(begun.cost), level: percent(begun.serviceLevel) });
    if (begun.cost === total) return t('rehearsal.foundSame');
    return t('rehearsal.foundSaves', { before: money(begun.cost), share: percent(1 - total / begun.cost) });
  };
  const teamsText = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' }).format(named);
  return (
    <p className={styles.found}>
      {t('rehearsal.found', { teams: teamsText, cost: money(total), level: percent(result.serviceLevel) })}{' '}
      {comparison()}
    </p>
  );
}
