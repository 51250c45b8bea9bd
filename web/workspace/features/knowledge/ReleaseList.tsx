import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/Badge.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { SureButton } from '../../shell/SureButton.tsx';
import styles from './KnowledgeScene.module.css';
import { useKnowledgeChange } from './use-knowledge-change.ts';

/** Every release, the newest first; going back makes a new one with the old content. */
export function ReleaseList() {
  const { t, i18n } = useTranslation();
  const mayRelease = useAbility('knowledge.release');
  const query = useQuery({ queryKey: keys.releases, queryFn: () => api.releases() });
  const { run, isBusy } = useKnowledgeChange();
  return (
    <Loaded query={query}>
      {({ releases }) =>
        releases.length === 0 ? (
          <Notice icon={<History />}>{t('knowledge.noReleases')}</Notice>
        ) : (
          <ul className={styles.list}>
            {releases.map(({ release, createdAt, note }, index) => (
              <li key={release} className={styles.item}>
                <div className={styles.words}>
                  <p className={styles.question}>
                    {t('knowledge.releaseNumber', { number: release })}{' '}
                    {index === 0 && <Badge tone="success">{t('knowledge.current')}</Badge>}
                  </p>
                  <p className={styles.answer}>
                    {momentText(createdAt, i18n.language, Date.now())}
                    {note && ` · ${note}`}
                  </p>
                </div>
                {mayRelease && index > 0 && (
                  <SureButton
                    size="small"
                    label={t('knowledge.restore')}
                    sure={t('knowledge.restoreSure', { number: release })}
                    isDisabled={isBusy}
                    onSure={() =>
                      void run((api) => api.restoreRelease(release), t('knowledge.restored', { number: release }))
                    }
                  />
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
