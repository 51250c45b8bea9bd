import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../ui/Badge.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { keys } from '../../cache/keys.ts';
import { isOneOf } from '../../format/one-of.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { SourceList } from './parts/SourcesPart.tsx';
import styles from './WhyBody.module.css';
import { WhyModels } from './WhyModels.tsx';

const decisions = ['answer', 'ask', 'act', 'hand-off', 'wait', 'close'] as const;

/** The trace of one turn in words: how the AI came to it, what it stands on, how long it took. */
export function WhyBody({ conversationId, turnId }: { conversationId: string; turnId: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: keys.turn(conversationId, turnId),
    queryFn: () => api.turn(conversationId, turnId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.isError)
    return (
      <Notice isProblem icon={<CircleAlert />}>
        {problemText(t, query.error)}
      </Notice>
    );
  if (!query.data) return <Skeleton lines={6} label={t('common.loading')} />;
  const { sentences, sources, timings, decision } = query.data;
  const total = Object.values(timings).reduce((sum, milliseconds) => sum + milliseconds, 0);
  return (
    <div className={styles.body}>
      {isOneOf(decisions, decision.kind) && <Badge tone="ai">{t(`why.decision.${decision.kind}`)}</Badge>}
      <h3 className={styles.heading}>{t('why.steps')}</h3>
      <ol className={styles.steps}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <h3 className={styles.heading}>{t('why.sources')}</h3>
      {sources.length === 0 ? <p className={styles.muted}>{t('why.noSources')}</p> : <SourceList sources={sources} />}
      <h3 className={styles.heading}>{t('why.timings')}</h3>
      <p className={styles.muted}>{t('why.milliseconds', { milliseconds: Math.round(total * 10) / 10 })}</p>
      <WhyModels turn={query.data} />
    </div>
  );
}
