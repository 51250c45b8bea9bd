import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TrackingView } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { SureButton } from '../../shell/SureButton.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import styles from './SettingsForm.module.css';

/** The service that tells where parcels are: its keys, whether it answers, and how many parcels are followed. */
export function TrackingSettings() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const query = useQuery({ queryKey: keys.tracking, queryFn: () => api.tracking(), refetchInterval: 30_000 });
  return (
    <Card title={t('tracking.title')} hint={t('tracking.hint')}>
      <Loaded query={query}>
        {({ services, tracking }) => (
          <div className={styles.stack}>
            {tracking && <State view={tracking} />}
            <ConnectForm
              key={tracking?.service ?? ''}
              choices={services.map((one) => ({ ...one, id: one.service }))}
              known={tracking && { ...tracking, id: tracking.service }}
              words={{
                choose: t('tracking.service'),
                chooseHint: t('tracking.serviceHint'),
                save: t('tracking.save'),
                callback: (address) => t('tracking.callback', { address }),
                works: (shop) => t('tracking.works', { shop }),
              }}
              test={({ id, settings }) => api.testTracking({ service: id, settings })}
              save={async ({ id, settings }) => {
                cache.setQueryData(keys.tracking, await api.saveTracking({ service: id, settings }));
                showToast({ tone: 'success', words: t('tracking.saved') });
              }}
            />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function State({ view }: { view: TrackingView }) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const { parcels, looks, lastError, lastSuccessAt } = view;
  const remove = useMutation({
    mutationFn: () => api.removeTracking(),
    onSuccess: (answer) => {
      cache.setQueryData(keys.tracking, answer);
      showToast({ tone: 'success', words: t('tracking.removed') });
    },
    onError: tellProblem,
  });
  return (
    <div role="status">
      <p>
        <Badge tone={lastError ? 'danger' : 'success'}>{t(lastError ? 'connect.failing' : 'connect.on')}</Badge>{' '}
        {parcels.followed === 0
          ? t('tracking.none')
          : t('tracking.parcels', { followed: parcels.followed, seen: parcels.seen })}{' '}
        · {t('tracking.looks', looks)}
      </p>
      {lastSuccessAt && (
        <p>{t('connect.lastSuccess', { date: momentText(lastSuccessAt, i18n.language, Date.now()) })}</p>
      )}
      {lastError && <p>{inLanguage(lastError.problem, i18n.language)}</p>}
      {parcels.unknownCarrier > 0 && <p>{t('tracking.unknownCarrier', { count: parcels.unknownCarrier })}</p>}
      <div className={styles.actions}>
        <SureButton
          size="small"
          label={t('tracking.remove')}
          sure={t('tracking.removeSure')}
          isDisabled={remove.isPending}
          onSure={() => remove.mutate()}
        />
      </div>
    </div>
  );
}
