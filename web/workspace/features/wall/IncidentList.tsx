import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IncidentView } from '../../../api/routing-calls.ts';
import { keys } from '../../cache/keys.ts';
import { hourText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { IncidentForm } from './IncidentForm.tsx';
import styles from './wall.module.css';

/** Questions that many ask at once; nothing while there are none. */
export function IncidentList() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: keys.incidents, queryFn: () => api.incidents(), refetchInterval: 15_000 });
  const open = (data?.incidents ?? []).filter((incident) => incident.state !== 'ended');
  if (open.length === 0) return null;
  return (
    <section aria-label={t('incident.title')}>
      <h2 className={styles.heading}>
        {t('incident.title')} · {open.length}
      </h2>
      <ul className={styles.list}>
        {open.map((incident) => (
          <IncidentItem key={incident.incidentId} incident={incident} />
        ))}
      </ul>
    </section>
  );
}

function IncidentItem({ incident }: { incident: IncidentView }) {
  const { t, i18n } = useTranslation();
  const mayAnswer = useAbility('incidents.answer');
  const { asked, told, perMinute, usualPerMinute, samples, foundAt } = incident;
  return (
    <li className={styles.incident} data-state={incident.state}>
      <strong role={incident.state === 'found' ? 'alert' : undefined}>
        {t('incident.found', {
          count: asked,
          now: Math.round(perMinute),
          usual: Math.round(usualPerMinute * 10) / 10,
        })}
      </strong>
      <p className={styles.empty}>
        {t('incident.since', { time: hourText(foundAt, i18n.language) })}
        {incident.state === 'answered' && ` · ${t('incident.told', { count: told })}`}
      </p>
      {samples.length > 0 && (
        <ul aria-label={t('incident.samples')} className={styles.samples}>
          {samples.map((sample) => (
            <li key={sample}>{sample}</li>
          ))}
        </ul>
      )}
      {mayAnswer && <IncidentForm key={incident.incidentId} incident={incident} />}
    </li>
  );
}
