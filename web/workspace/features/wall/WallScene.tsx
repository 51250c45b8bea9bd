import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WallView } from '../../../api/routing-calls.ts';
import { keys } from '../../cache/keys.ts';
import { percentText } from '../../format/money.ts';
import { hourText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { LoadLevelControl } from '../overview/LoadLevelControl.tsx';
import { BroadcastForm } from './BroadcastForm.tsx';
import { IncidentList } from './IncidentList.tsx';
import { LoadHistory } from './LoadHistory.tsx';
import { PersonCard } from './PersonCard.tsx';
import { QueueTable } from './QueueTable.tsx';
import { useReassign } from './use-reassign.ts';
import { WallItem } from './WallItem.tsx';
import styles from './wall.module.css';

/** The live wall: queues, who waits and why in this order, who holds what; drag or use the menu to give a conversation to somebody. */
export function WallScene() {
  const { t, i18n } = useTranslation();
  // The realtime line brings changes within half a second; the slow poll only covers a lost connection.
  const query = useQuery({ queryKey: keys.wall, queryFn: () => api.wall(), refetchInterval: 15_000 });
  return (
    <Page
      isWide
      title={t('wall.title')}
      intro={query.data ? t('overview.updated', { time: hourText(query.data.at, i18n.language) }) : t('wall.intro')}
      actions={<LoadLevelControl {...(query.data ? { level: query.data.loadLevel } : {})} />}
    >
      <Loaded query={query}>{(wall) => <Wall wall={wall} />}</Loaded>
    </Page>
  );
}

function Wall({ wall }: { wall: WallView }) {
  const { t, i18n } = useTranslation();
  const reassign = useReassign(wall);
  const people = wall.agents.filter((agent) => !agent.isDisabled && agent.presence !== 'offline');
  const { promises } = wall;
  return (
    <div className={styles.wall}>
      <IncidentList />
      <QueueTable queues={wall.queues} groups={wall.groups} promises={promises} />
      {promises.sample > 0 && (
        <p className={styles.promises}>
          {t('wall.promises', {
            count: promises.sample,
            p50: percentText(promises.heldP50, i18n.language),
            p90: percentText(promises.heldP90, i18n.language),
          })}
        </p>
      )}
      <LoadHistory agents={wall.agents} />
      <BroadcastForm />
      <div className={styles.columns}>
        <section aria-label={t('wall.waiting')}>
          <h2 className={styles.heading}>
            {t('wall.waiting')} · {wall.waiting.length}
          </h2>
          {wall.waiting.length === 0 && <p className={styles.empty}>{t('wall.nobodyWaits')}</p>}
          <ol className={styles.list}>
            {wall.waiting.map((one) => (
              <WallItem key={one.conversationId} conversation={one} people={people} reassign={reassign} isWaiting />
            ))}
          </ol>
        </section>
        <section aria-label={t('overview.agents')}>
          <h2 className={styles.heading}>{t('overview.agents')}</h2>
          {people.length === 0 && <p className={styles.empty}>{t('overview.noAgents')}</p>}
          <div className={styles.people}>
            {people.map((person) => (
              <PersonCard
                key={person.staffId}
                person={person}
                held={wall.held.filter((one) => one.staffId === person.staffId)}
                people={people}
                reassign={reassign}
              />
            ))}
          </div>
        </section>
      </div>
    </div>
  );
}
