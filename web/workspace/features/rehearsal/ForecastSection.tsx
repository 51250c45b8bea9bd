import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Forecast, ForecastHour } from '../../../api/index.ts';
import type { ForecastAnswer } from '../../../api/routing-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { percentText } from '../../format/money.ts';
import { hourText, momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { type ChartSeries, DayChart } from './DayChart.tsx';
import styles from './rehearsal.module.css';

/** What the next two days will probably bring, how wide that may be off, and how well the same method did last week. */
export function ForecastSection(props: { onRehearse(day: { perHour: readonly number[] }): void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.forecast, queryFn: () => api.forecast(48), staleTime: 600_000 });
  return (
    <section aria-label={t('rehearsal.forecast')} className={styles.result}>
      <h2 className={styles.heading}>{t('rehearsal.forecast')}</h2>
      <Loaded query={query}>{(answer) => <Expected answer={answer} onRehearse={props.onRehearse} />}</Loaded>
    </section>
  );
}

function Expected(props: { answer: ForecastAnswer; onRehearse(day: { perHour: readonly number[] }): void }) {
  const { t, i18n } = useTranslation();
  const { forecast, from, knownHours } = props.answer;
  const labels = useMemo(
    () => hoursFrom(from, forecast?.hours.length ?? 0).map((at) => hourText(at, i18n.language)),
    [forecast, from, i18n.language],
  );
  const series = useMemo(
    () =>
      bandSeries(forecast?.hours ?? [], {
        expected: t('rehearsal.expected'),
        low: t('rehearsal.low'),
        high: t('rehearsal.high'),
      }),
    [forecast, t],
  );
  if (!forecast) return <Notice>{t('rehearsal.tooShort', { hours: knownHours })}</Notice>;
  return (
    <>
      <DayChart title={t('rehearsal.forecast')} labels={labels} series={series} />
      <TomorrowButtons {...props} />
      <BackTest backTest={forecast.backTest} from={from} />
    </>
  );
}

/** The forecast of tomorrow as a day to rehearse: as expected, or as bad as it gets in nine of ten cases. */
function TomorrowButtons(props: { answer: ForecastAnswer; onRehearse(day: { perHour: readonly number[] }): void }) {
  const { t } = useTranslation();
  const { forecast, tomorrow } = props.answer;
  const [chosen, setChosen] = useState('');
  const hours = forecast?.hours.slice(tomorrow.fromHour, tomorrow.fromHour + 24) ?? [];
  if (hours.length < 24) return null;
  const rehearse = (of: (hour: (typeof hours)[number]) => number) => {
    const perHour = hours.map(of);
    const count = Math.round(perHour.reduce((sum, one) => sum + one, 0));
    setChosen(t('rehearsal.forecastChosen', { day: tomorrow.day, count }));
    props.onRehearse({ perHour });
  };
  return (
    <div className={styles.verbs}>
      <Button onClick={() => rehearse((hour) => hour.expected)}>
        {t('rehearsal.playExpected', { day: tomorrow.day })}
      </Button>
      <Button onClick={() => rehearse((hour) => hour.high)}>{t('rehearsal.playHigh', { day: tomorrow.day })}</Button>
      <p className={styles.chosen} role="status">
        {chosen}
      </p>
    </div>
  );
}

/** How the same method would have done last week. */
function BackTest({ backTest, from }: { backTest: Forecast['backTest']; from: string }) {
  const { t, i18n } = useTranslation();
  const { tried } = backTest;
  const labels = useMemo(() => {
    const begin = new Date(Date.parse(from) - tried.length * hourMilliseconds).toISOString();
    return hoursFrom(begin, tried.length).map((at) => momentText(at, i18n.language, Date.now()));
  }, [from, tried, i18n.language]);
  const series = useMemo(
    () => [
      ...bandSeries(tried, { expected: t('rehearsal.expected'), low: t('rehearsal.low'), high: t('rehearsal.high') }),
      { name: t('rehearsal.actual'), values: tried.map((hour) => hour.actual) },
    ],
    [tried, t],
  );
  return (
    <>
      <DayChart title={t('rehearsal.backTestChart')} labels={labels} series={series} />
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

const hourMilliseconds = 3_600_000;

function hoursFrom(from: string, count: number): string[] {
  return Array.from({ length: count }, (_none, index) =>
    new Date(Date.parse(from) + index * hourMilliseconds).toISOString(),
  );
}

/** The band's edges first, so that the expected line is drawn over them. */
function bandSeries(
  hours: readonly ForecastHour[],
  names: { expected: string; low: string; high: string },
): ChartSeries[] {
  return [
    { name: names.high, values: hours.map((hour) => Math.round(hour.high)), band: 'upper' },
    { name: names.low, values: hours.map((hour) => Math.round(hour.low)), band: 'lower' },
    { name: names.expected, values: hours.map((hour) => Math.round(hour.expected)) },
  ];
}
