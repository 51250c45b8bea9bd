import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScenarioInput } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Field } from '../../../ui/Field.tsx';
import { FileButton } from '../../../ui/FileButton.tsx';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { readTrace } from './read-trace.ts';
import styles from './rehearsal.module.css';
import { exampleScenario, lastSaleDay } from './scenario-form.ts';

/** Where the day comes from: the shop's own, an example, or a trace from a file. */
export function ScenarioSource(props: {
  onChoose(source: { scenario: ScenarioInput; trace?: readonly unknown[] }): void;
}) {
  const { t } = useTranslation();
  const { shop } = useSession();
  const [day, setDay] = useState('');
  const [problem, setProblem] = useState<{ at: 'day' | 'trace'; text: string }>();
  const [chosen, setChosen] = useState('');
  const chooseDay = (wanted: string, times: number) =>
    api.rehearsalDay(wanted).then(
      ({ scenario, conversations }) => {
        setProblem(undefined);
        const words = { day: wanted, count: conversations };
        setChosen(t(times === 1 ? 'rehearsal.dayChosen' : 'rehearsal.saleDayChosen', words));
        props.onChoose({ scenario: { ...scenario, arrivals: { ...scenario.arrivals, times } } });
      },
      (error: unknown) => setProblem({ at: 'day', text: problemText(t, error) }),
    );
  const chooseFile = async (file: File) => {
    const read = readTrace(await file.text());
    if (!read.ok) {
      const why = t(`rehearsal.traceWrong.${read.why}`, { line: read.line });
      return setProblem({ at: 'trace', text: `${file.name}: ${why}` });
    }
    setProblem(undefined);
    setChosen(t('rehearsal.traceChosen', { name: file.name, count: read.rows.length }));
    props.onChoose({ scenario: { ...exampleScenario, arrivals: { trace: file.name } }, trace: read.rows });
  };
  return (
    <div className={styles.source}>
      <Field label={t('rehearsal.day')} problem={problem?.at === 'day' ? problem.text : undefined}>
        {(ids) => (
          <div className={styles.verbs}>
            <input
              {...ids}
              type="date"
              className={classNames('control', styles.number)}
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
            <Button disabled={day === ''} onClick={() => void chooseDay(day, 1)}>
              {t('rehearsal.useDay')}
            </Button>
            <Button
              onClick={() => {
                const saleDay = lastSaleDay(new Intl.DateTimeFormat('sv-SE', { timeZone: shop.timeZone }).format());
                setDay(saleDay);
                void chooseDay(saleDay, 10);
              }}
            >
              {t('rehearsal.saleDay')}
            </Button>
            <Button
              look="quiet"
              onClick={() => {
                setProblem(undefined);
                setChosen(t('rehearsal.exampleChosen'));
                props.onChoose({ scenario: exampleScenario });
              }}
            >
              {t('rehearsal.example')}
            </Button>
          </div>
        )}
      </Field>
      <Field
        label={t('rehearsal.trace')}
        hint={t('rehearsal.traceHint')}
        problem={problem?.at === 'trace' ? problem.text : undefined}
      >
        {({ id, 'aria-describedby': describedBy }) => (
          <div>
            <FileButton
              id={id}
              {...(describedBy ? { 'aria-describedby': describedBy } : {})}
              label={t('rehearsal.chooseFile')}
              accept=".csv,.jsonl,.ndjson"
              icon={<FileUp />}
              onChoose={(file) => void chooseFile(file)}
            />
          </div>
        )}
      </Field>
      <p className={styles.chosen} role="status">
        {chosen || t('rehearsal.exampleChosen')}
      </p>
    </div>
  );
}
