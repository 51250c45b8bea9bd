import { CircleCheck, CircleX, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ActionName, CustomerPanel } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { listText } from '../../format/list-text.ts';
import { useRing } from '../../shell/desk-events.ts';
import { ActionFields } from './ActionFields.tsx';
import styles from './ActionPanel.module.css';
import { type ActionSubject, missingFields } from './action-forms.ts';
import { useAction } from './use-action.ts';

/** An action step by step: fill in, see what will happen, confirm, read the result. Nothing changes before the confirmation. */
export function ActionPanel(props: {
  action: ActionName;
  subject: ActionSubject;
  panel: CustomerPanel;
  conversationId: string;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const { action, subject, panel, conversationId, onClose } = props;
  const ring = useRing();
  const run = useAction({ action, subject, panel, conversationId });
  const missing = missingFields(action, run.values);
  const { step } = run;
  return (
    <section className={styles.panel} aria-label={t('act.title', { action: t(`act.name.${action}`) })}>
      <header className={styles.head}>
        <h4 className={styles.title}>{t(`act.name.${action}`)}</h4>
        <IconButton label={t('common.close')} icon={<X />} onClick={onClose} />
      </header>
      {(step.kind === 'form' || step.kind === 'checking') && (
        <>
          <ActionFields action={action} subject={subject} panel={panel} values={run.values} onChange={run.change} />
          {step.kind === 'form' && step.problem && (
            <p className={styles.problem} role="alert">
              {step.problem}
            </p>
          )}
          {missing.length > 0 && (
            <p className={styles.hint}>
              {t('act.missing', {
                fields: listText(
                  t,
                  missing.map((name) => t(`act.field.${name}`)),
                ),
              })}
            </p>
          )}
          <Button
            look="primary"
            size="small"
            disabled={missing.length > 0 || step.kind === 'checking'}
            onClick={() => void run.check()}
          >
            {step.kind === 'checking' ? t('act.checking') : t('act.check')}
          </Button>
        </>
      )}
      {(step.kind === 'preview' || step.kind === 'performing') && (
        <Outcome isGood={step.isAllowed} title={step.isAllowed ? t('act.preview') : t('act.refused')} text={step.text}>
          {step.isAllowed && (
            <Button
              look="primary"
              size="small"
              disabled={step.kind === 'performing'}
              onClick={() => void run.perform()}
            >
              {step.kind === 'performing' ? t('act.performing') : t('act.confirm')}
            </Button>
          )}
          {!step.isAllowed && (
            <Button size="small" onClick={() => ring('insert', step.text)}>
              {t('act.tell')}
            </Button>
          )}
          <Button size="small" look="quiet" disabled={step.kind === 'performing'} onClick={run.back}>
            {t('act.change')}
          </Button>
        </Outcome>
      )}
      {step.kind === 'done' && (
        <Outcome
          isGood={step.isOk}
          title={step.isOk ? t('act.done') : t('act.refused')}
          text={step.text}
          hint={step.isOk ? t('act.noteKept') : ''}
        >
          <Button size="small" onClick={() => ring('insert', step.text)}>
            {t('act.tell')}
          </Button>
          <Button size="small" look="quiet" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Outcome>
      )}
    </section>
  );
}

function Outcome(props: { isGood: boolean; title: string; text: string; hint?: string; children: React.ReactNode }) {
  return (
    <div role="status">
      <p className={props.isGood ? styles.good : styles.bad}>
        {props.isGood ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
        {props.title}
      </p>
      <p className={styles.text}>{props.text}</p>
      {props.hint && <p className={styles.hint}>{props.hint}</p>}
      <div className={styles.choices}>{props.children}</div>
    </div>
  );
}
