import { useMutation } from '@tanstack/react-query';
import { CirclePlay, Download, Scale } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rehearsed, ScenarioInput } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { Page } from '../../shell/Page.tsx';
import { ForecastSection } from './ForecastSection.tsx';
import { FoundRoster } from './FoundRoster.tsx';
import { KnobFields } from './KnobFields.tsx';
import { ResultCharts } from './ResultCharts.tsx';
import { RosterTable, rosterColumns } from './RosterTable.tsx';
import styles from './rehearsal.module.css';
import { ScenarioSource } from './ScenarioSource.tsx';
import { exampleScenario, intervalsCsv, type Knobs, knobsOf, withKnobs } from './scenario-form.ts';
import { isWrongShift, rosterCsv } from './teams.ts';

type Source = { scenario: ScenarioInput; trace?: readonly unknown[] };

/** Play a day before it comes: choose it, move people and the AI's share, see waits and cost, find the cheapest roster, take it away. */
export function RehearsalScene() {
  const { t } = useTranslation();
  const [source, setSource] = useState<Source>({ scenario: exampleScenario });
  const [knobs, setKnobs] = useState<Knobs>(() => knobsOf(exampleScenario));
  const [result, setResult] = useState<Rehearsed>();
  const headings = rosterColumns.map((name) => t(`rehearsal.${name}`));
  const request = () => ({
    scenario: withKnobs(source.scenario, knobs),
    ...(source.trace ? { trace: source.trace } : {}),
  });
  const play = useMutation({ mutationFn: () => api.rehearse(request()), onSuccess: setResult });
  const search = useMutation({
    mutationFn: () => api.cheapestRoster(request()),
    onSuccess: (roster) => {
      setKnobs({
        ...knobs,
        teams: knobs.teams.map((team, index) => ({ ...team, count: roster.counts[index] ?? team.count })),
      });
      setResult(roster.result);
    },
  });
  const choose = (next: Source) => {
    setSource(next);
    setKnobs(knobsOf(next.scenario));
    setResult(undefined);
    search.reset();
  };
  const isWrong = knobs.teams.some(isWrongShift);
  const isBusy = play.isPending || search.isPending || isWrong;
  const rehearseForecast = (day: { perHour: readonly number[] }) =>
    choose({ scenario: { ...withKnobs(source.scenario, knobs), hours: 24, arrivals: { perHour: [...day.perHour] } } });
  const error = play.error ?? search.error;
  return (
    <Page isWide title={t('rehearsal.title')} intro={t('rehearsal.intro')}>
      <div className={styles.scene}>
        <ScenarioSource onChoose={choose} />
        <KnobFields knobs={knobs} onChange={setKnobs} />
        <RosterTable teams={knobs.teams} onChange={(teams) => setKnobs({ ...knobs, teams })} />
        <div className={styles.verbs}>
          <Button look="primary" icon={<CirclePlay />} disabled={isBusy} onClick={() => play.mutate()}>
            {t(play.isPending ? 'rehearsal.playing' : 'rehearsal.play')}
          </Button>
          <Button icon={<Scale />} disabled={isBusy} onClick={() => search.mutate()}>
            {t(search.isPending ? 'rehearsal.searching' : 'rehearsal.cheapest')}
          </Button>
          <Button
            look="quiet"
            icon={<Download />}
            disabled={isWrong}
            onClick={() => save('roster.csv', 'text/csv', rosterCsv(knobs.teams, headings))}
          >
            {t('rehearsal.exportRoster')}
          </Button>
          <Button
            look="quiet"
            icon={<Download />}
            onClick={() => save('scenario.json', 'application/json', JSON.stringify(request().scenario, null, 2))}
          >
            {t('rehearsal.exportScenario')}
          </Button>
          {result && (
            <Button
              look="quiet"
              icon={<Download />}
              onClick={() => save('rehearsal.csv', 'text/csv', intervalsCsv(result.intervals))}
            >
              {t('rehearsal.exportResult')}
            </Button>
          )}
        </div>
        <div aria-live="polite">
          {error && <Notice isProblem>{problemText(t, error)}</Notice>}
          {search.data && !search.data.isEnough && <Notice isProblem>{t('rehearsal.noRoster')}</Notice>}
          {search.data?.isEnough && <FoundRoster roster={search.data} teams={knobs.teams} />}
        </div>
        {result && <ResultCharts result={result} goal={knobs.serviceShare} />}
        <ForecastSection onRehearse={rehearseForecast} />
      </div>
    </Page>
  );
}

/** Gives the reader a file. */
function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
