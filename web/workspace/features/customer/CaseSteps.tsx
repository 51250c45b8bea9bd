import { CircleCheck, CircleX } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepFields } from '../../../api/back-office-calls.ts';
import type { CaseStep, CaseView, SteppedCase } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { problemText } from '../../format/problem-text.ts';
import { newId } from '../../session/new-id.ts';
import { useAbility } from '../../session/use-session.ts';
import styles from './ActionPanel.module.css';

/** Steps that the customer is owed a reason for. */
const withReason: readonly CaseStep[] = ['reject', 'negotiate', 'fail-inspection', 'close', 'fail'];
const hardSteps: readonly CaseStep[] = ['reject', 'close', 'fail', 'fail-inspection'];

/** What the shop can do next in a case; each is confirmed once, with a reason where the customer is owed one. */
export function CaseSteps(props: { view: CaseView; take(fields: StepFields): Promise<SteppedCase>; onTaken(): void }) {
  const { t } = useTranslation();
  const mayAct = useAbility('actions.perform');
  const [chosen, setChosen] = useState<{ step: CaseStep; label: string }>();
  const [result, setResult] = useState<{ isGood: boolean; text: string }>();
  const { steps } = props.view;
  if (!mayAct) return null;
  if (chosen)
    return (
      <Confirmation
        chosen={chosen}
        take={props.take}
        onBack={() => setChosen(undefined)}
        onDone={(done) => {
          setChosen(undefined);
          setResult(done);
          props.onTaken();
        }}
      />
    );
  return (
    <div>
      {result && (
        <p role="status" className={result.isGood ? styles.good : styles.bad}>
          {result.isGood ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
          {result.text}
        </p>
      )}
      {steps.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would frame the buttons
        <div className={styles.choices} role="group" aria-label={t('case.next')}>
          {steps.map((one, place) => (
            <Button
              key={one.step}
              size="small"
              look={place === 0 ? 'primary' : 'plain'}
              onClick={() => {
                setResult(undefined);
                setChosen(one);
              }}
            >
              {one.label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function Confirmation(props: {
  chosen: { step: CaseStep; label: string };
  take(fields: StepFields): Promise<SteppedCase>;
  onBack(): void;
  onDone(result: { isGood: boolean; text: string }): void;
}) {
  const { t } = useTranslation();
  const { step, label } = props.chosen;
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  // A press that is repeated after a lost answer is the same step.
  const idempotencyKey = useRef(newId());
  const needsReason = withReason.includes(step);
  const run = async () => {
    setBusy(true);
    setProblem('');
    try {
      const { outcome, text } = await props.take({ step, note: note.trim(), idempotencyKey: idempotencyKey.current });
      props.onDone({ isGood: outcome.ok, text });
    } catch (error) {
      setProblem(problemText(t, error));
      setBusy(false);
    }
  };
  return (
    <section className={styles.panel} aria-label={t('case.confirmTitle', { step: label })}>
      <h4 className={styles.title}>{t('case.confirmTitle', { step: label })}</h4>
      <Field
        label={t(needsReason ? 'case.reason' : 'case.note')}
        hint={t('case.noteHint')}
        problem={problem || undefined}
      >
        {(ids) => (
          <textarea
            {...ids}
            className="control"
            rows={2}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.choices}>
        <Button
          size="small"
          look={hardSteps.includes(step) ? 'danger' : 'primary'}
          disabled={isBusy || (needsReason && note.trim() === '')}
          onClick={() => void run()}
        >
          {t('case.confirm')}
        </Button>
        <Button size="small" look="quiet" disabled={isBusy} onClick={props.onBack}>
          {t('common.cancel')}
        </Button>
      </div>
    </section>
  );
}
