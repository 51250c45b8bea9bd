import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import styles from './SettingsForm.module.css';

/** The shop's system elsewhere: which platform, its keys, whether it answers, and how far its records have been read. */
export function ConnectionSettings() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const platforms = useQuery({ queryKey: keys.platforms, queryFn: () => api.platforms(), staleTime: Infinity });
  const connection = useQuery({
    queryKey: keys.connection,
    queryFn: () => api.connection(),
    refetchInterval: 10_000,
  });
  return (
    <Card title={t('connect.title')} hint={t('connect.hint')}>
      <Loaded query={platforms}>
        {(choices) => (
          <Loaded query={connection}>
            {(known) => (
              <div className={styles.stack}>
                {known.connection && <State view={known.connection} />}
                <ConnectForm
                  choices={choices.platforms.map((one) => ({ ...one, id: one.platform }))}
                  known={known.connection && { ...known.connection, id: known.connection.platform }}
                  words={{
                    choose: t('connect.platform'),
                    chooseHint: t('connect.platformHint'),
                    save: t('connect.save'),
                    callback: (address) => t('connect.callback', { address }),
                    works: (shop) => t('connect.works', { shop }),
                  }}
                  test={({ id, settings }) => api.testConnection({ platform: id, settings })}
                  save={async ({ id, settings }) => {
                    cache.setQueryData(keys.connection, await api.saveConnection({ platform: id, settings }));
                    showToast({ tone: 'success', words: t('connect.saved') });
                  }}
                />
              </div>
            )}
          </Loaded>
        )}
      </Loaded>
    </Card>
  );
}

function State({ view }: { view: ConnectionView }) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const parts = (['orders', 'cases', 'products'] as const).map((name) => {
    const { done, total } = view.progress[name];
    return `${t(`shop.tab.${name}`)} ${done}${total === null ? '' : `/${total}`}`;
  });
  const again = useMutation({
    mutationFn: () => api.startBackfill(),
    onSuccess: (answer) => cache.setQueryData(keys.connection, answer),
    onError: tellProblem,
  });
  return (
    <div role="status">
      <p>
        <Badge tone={view.lastError ? 'danger' : 'success'}>
          {t(view.lastError ? 'connect.failing' : 'connect.on')}
        </Badge>{' '}
        {view.platform} · {t('connect.read', { parts: parts.join(' · ') })}
      </p>
      {view.lastSuccessAt && (
        <p>{t('connect.lastSuccess', { date: momentText(view.lastSuccessAt, i18n.language, Date.now()) })}</p>
      )}
      {view.lastError && <p>{inLanguage(view.lastError.problem, i18n.language)}</p>}
      <Button size="small" disabled={again.isPending} onClick={() => again.mutate()}>
        {t('connect.backfill')}
      </Button>
    </div>
  );
}
