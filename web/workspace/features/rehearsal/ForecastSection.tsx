import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForecastAnswer } from '../../../api/routing-calls.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { percentText } from '../../format/money.ts';
import { hourText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { DayChart } from './DayChart.tsx';
import styles from './rehearsal.module.css';

/** What the next two days will probably bring, how wide that may be off, and how well the same method did last week. */
export function ForecastSection() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.forecast, queryFn: () => api.forecast(48), staleTime: 600_000 });
  return (
    <section aria-label={t('rehearsal.forecast')} className={styles.result}>
      <h2 className={styles.heading}>{t('rehearsal.forecast')}</h2>
      <Loaded query={query}>{(answer) => <Expected answer={answer} />}</Loaded>
    </section>
  );
}

function Expected({ answer }: { answer: ForecastAnswer }) {
  const { t, i18n } = useTranslation();
  const { forecast, from } = answer;
  const labels = useMemo(
    () =>
      (forecast?.hours ?? []).map((_hour, index) =>
        hourText(new Date(Date.parse(from) + index * 3_600_000).toISOString(), i18n.language),
      ),
    [forecast, from, i18n.language],
  );
  const series = useMemo(
    () => [
      { name: t('rehearsal.expected'), values: (forecast?.hours ?? []).map((hour) => Math.round(hour.expected)) },
      { name: t('rehearsal.low'), values: (forecast?.hours ?? []).map((hour) => Math.round(hour.low)) },
      { name: t('rehearsal.high'), values: (forecast?.hours ?? []).map((hour) => Math.round(hour.high)) },
    ],
    [forecast, t],
  );
  if (!forecast) return <Notice>{t('rehearsal.tooShort', { hours: answer.knownHours })}</Notice>;
  const { backTest } = forecast;
  return (
    <>
      <DayChart title={t('rehearsal.forecast')} labels={labels} series={series} />
      <p className={styles.chosen}>
        {t('rehearsal.backTest', {
          hours: backTest.hours,
          error: percentText(backTest.error, i18n.language),
          naive: percentText(backTest.naiveError, i18n.language),
          within: percentText(backTest.withinBand, i18n.language),
        })}
      </p>
    </>
  );
}
