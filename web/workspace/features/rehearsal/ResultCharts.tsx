import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rehearsed } from '../../../api/index.ts';
import { percentText } from '../../format/money.ts';
import { Figure } from '../overview/Figure.tsx';
import { DayChart } from './DayChart.tsx';
import styles from './rehearsal.module.css';

/** What the rehearsed day showed: figures first, then lines over the day. */
export function ResultCharts({ result, goal }: { result: Rehearsed; goal: number }) {
  const { t, i18n } = useTranslation();
  const { intervals } = result;
  const labels = useMemo(() => intervals.map((one) => clockOf(one.fromMinute)), [intervals]);
  const percent = (share: number) => percentText(share, i18n.language);
  const seconds = (value: number) => t('rehearsal.seconds', { count: Math.round(value) });
  const waits = useMemo(
    () => [
      { name: t('rehearsal.meanWait'), values: intervals.map((one) => Math.round(one.meanWaitSeconds)) },
      { name: t('rehearsal.p90Wait'), values: intervals.map((one) => Math.round(one.p90WaitSeconds)) },
      { name: t('rehearsal.people'), values: intervals.map((one) => one.agents), isStep: true, isSecond: true },
    ],
    [intervals, t],
  );
  const kept = useMemo(
    () => [
      { name: t('rehearsal.arrivals'), values: intervals.map((one) => one.arrivals) },
      {
        name: t('rehearsal.abandonPercent'),
        values: intervals.map((one) => Math.round(one.abandonRate * 100)),
        isSecond: true,
      },
      {
        name: t('rehearsal.serviceLevelPercent'),
        values: intervals.map((one) => Math.round(one.serviceLevel * 100)),
        isSecond: true,
      },
    ],
    [intervals, t],
  );
  const costs = useMemo(
    () => [
      { name: t('rehearsal.costPeople'), values: intervals.map((one) => Math.round(one.peopleCost)), isStep: true },
      { name: t('rehearsal.costAi'), values: intervals.map((one) => Number(one.aiCost.toFixed(1))) },
      { name: t('rehearsal.costLost'), values: intervals.map((one) => Math.round(one.lostCost)) },
    ],
    [intervals, t],
  );
  const minutes = (intervals[1]?.fromMinute ?? 15) - (intervals[0]?.fromMinute ?? 0);
  return (
    <section aria-label={t('rehearsal.result')} className={styles.result}>
      <div className={styles.figures}>
        <Figure
          label={t('rehearsal.serviceLevel')}
          value={percent(result.serviceLevel)}
          isUrgent={result.serviceLevel < goal}
        />
        <Figure label={t('rehearsal.meanWait')} value={seconds(result.waitSeconds.mean)} />
        <Figure label={t('rehearsal.p90Wait')} value={seconds(result.waitSeconds.p90)} />
        <Figure label={t('rehearsal.abandoned')} value={percent(result.abandonRate)} />
        <Figure label={t('rehearsal.occupancy')} value={percent(result.occupancy)} />
        <Figure
          label={t('rehearsal.byAi')}
          value={percent(result.arrivals === 0 ? 0 : result.byAi / result.arrivals)}
        />
        <Figure
          label={t('rehearsal.promises')}
          value={result.promises.sample === 0 ? '–' : percent(result.promises.heldP90)}
          {...(result.promises.sample === 0
            ? {}
            : { hint: t('rehearsal.promisesHint', { p50: percent(result.promises.heldP50) }) })}
        />
        <Figure
          label={t('rehearsal.cost')}
          value={Math.round(result.cost.total).toLocaleString(i18n.language)}
          hint={t('rehearsal.costParts', {
            people: Math.round(result.cost.people),
            ai: Math.round(result.cost.ai),
            lost: Math.round(result.cost.lost),
          })}
        />
      </div>
      <DayChart title={t('rehearsal.waitChart')} labels={labels} series={waits} />
      <DayChart title={t('rehearsal.levelChart')} labels={labels} series={kept} />
      <DayChart title={t('rehearsal.costChart', { minutes })} labels={labels} series={costs} />
    </section>
  );
}

function clockOf(minute: number): string {
  const ofDay = minute % 1_440;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}
