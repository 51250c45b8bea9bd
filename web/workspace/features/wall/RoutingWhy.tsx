import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WhyAgent, WhyNext } from '../../../api/index.ts';
import { keys } from '../../cache/keys.ts';
import { listText } from '../../format/list-text.ts';
import { api } from '../../session/api.ts';
import { useWaitText } from '../inbox/WaitClock.tsx';
import { stageText, stepText, urgencyText } from './routing-text.ts';
import styles from './wall.module.css';

/** "Why this one next?" while it waits, "why this agent?" once somebody has it. */
export function RoutingWhy({ conversationId, version }: { conversationId: string; version: number }) {
  const query = useQuery({
    queryKey: [...keys.routed(conversationId), version],
    queryFn: () => api.whyRouted(conversationId),
    staleTime: 10_000,
  });
  if (!query.data) return null;
  const { next, agent } = query.data;
  return (
    <>
      {next && <Next next={next} />}
      {agent && <Agent agent={agent} />}
    </>
  );
}

function Next({ next }: { next: WhyNext }) {
  const { t } = useTranslation();
  const waited = useWaitText(next.waitedSeconds);
  return (
    <ul className={styles.routed}>
      <li>{t('routing.place', { position: next.position, waiting: next.waiting, time: waited })}</li>
      {next.urgency.length > 0 && (
        <li>
          {t('routing.forward', {
            reasons: listText(
              t,
              next.urgency.map((part) => urgencyText(t, part)),
            ),
          })}
        </li>
      )}
      <li>{t('routing.bound', { minutes: Math.round(next.boundSeconds / 60) })}</li>
    </ul>
  );
}

function Agent({ agent }: { agent: WhyAgent }) {
  const { t } = useTranslation();
  const waited = useWaitText(agent.details?.waitedSeconds ?? 0);
  if (!agent.details) return null;
  const { candidates, step, stage, urgency } = agent.details;
  return (
    <ul className={styles.routed}>
      <li>{t('routing.chosen', { name: agent.name, count: candidates, why: stepText(t, step) })}</li>
      <li>{t('routing.among', { who: stageText(t, stage), time: waited })}</li>
      {urgency.length > 0 && (
        <li>
          {t('routing.forward', {
            reasons: listText(
              t,
              urgency.map((part) => urgencyText(t, part)),
            ),
          })}
        </li>
      )}
    </ul>
  );
}
