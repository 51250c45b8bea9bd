import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExplainedTurn } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { keys } from '../../cache/keys.ts';
import { isOneOf } from '../../format/one-of.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { SourceList } from './parts/SourcesPart.tsx';
import styles from './WhyBody.module.css';
import { WhyModels } from './WhyModels.tsx';

const decisions = ['answer', 'ask', 'act', 'hand-off', 'wait', 'close'] as const;

/** The trace of one turn in words: how the AI came to it, what it stands on, how long it took. */
export function WhyBody({ conversationId, turnId }: { conversationId: string; turnId: string }) {
  const query = useQuery({
    queryKey: keys.turn(conversationId, turnId),
    queryFn: () => api.turn(conversationId, turnId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Loaded query={query}>{(turn) => <Why turn={turn} />}</Loaded>;
}

function Why({ turn }: { turn: ExplainedTurn }) {
  const { t } = useTranslation();
  const { sentences, sources, timings, decision } = turn;
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
      <WhyModels turn={turn} />
    </div>
  );
}
