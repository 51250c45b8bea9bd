import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentAnswer, IncidentView } from '../../../api/routing-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { answerLanguages, emptyAnswer, isComplete } from './incident-answer.ts';
import styles from './wall.module.css';

/** The one answer in three languages with what customers will see, to be approved, changed or ended. */
export function IncidentForm({ incident }: { incident: IncidentView }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [answer, setAnswer] = useState<IncidentAnswer>(incident.answer ?? emptyAnswer);
  const [shown, setShown] = useState<keyof IncidentAnswer>('zh-CN');
  const [isTried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: ({ call }: { call(): Promise<unknown>; words?: string }) => call(),
    onSuccess: (_answer, { words }) => {
      if (words) showToast({ tone: 'success', words });
      return cache.invalidateQueries({ queryKey: keys.incidents });
    },
    onError: tellProblem,
  });
  const approve = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isComplete(answer))
      change.mutate({ call: () => api.answerIncident(incident.incidentId, answer), words: t('incident.published') });
  };
  return (
    <form className={styles.incidentForm} onSubmit={approve}>
      {answerLanguages.map((language) => (
        <Field
          key={language}
          label={t('incident.answerFor', { language: t(`incident.${language}`) })}
          problem={isTried && answer[language].trim().length < 2 ? t('incident.all') : undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              className="control"
              rows={2}
              maxLength={1_000}
              lang={language}
              value={answer[language]}
              onFocus={() => setShown(language)}
              onChange={(event) => setAnswer({ ...answer, [language]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {answer[shown].trim() !== '' && (
        <figure className={styles.preview}>
          <figcaption className={styles.empty}>{t('incident.preview')}</figcaption>
          <p lang={shown}>{answer[shown]}</p>
          <span className={styles.previewButton}>{t('incident.human')}</span>
        </figure>
      )}
      <p className={styles.empty}>{t('incident.hint')}</p>
      <div className={styles.incidentActions}>
        <Button type="submit" look="primary" disabled={change.isPending}>
          {t(incident.state === 'answered' ? 'incident.change' : 'incident.approve')}
        </Button>
        <Button
          disabled={change.isPending}
          onClick={() => change.mutate({ call: () => api.endIncident(incident.incidentId) })}
        >
          {t('incident.end')}
        </Button>
      </div>
    </form>
  );
}
