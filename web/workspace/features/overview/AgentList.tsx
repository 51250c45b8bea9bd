import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../api/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import styles from './AgentList.module.css';

const answering: readonly StaffView['role'][] = ['owner', 'supervisor', 'agent'];
const order: Readonly<Record<StaffView['presence'], number>> = { online: 0, away: 1, offline: 2 };

/** Who is there and how much they have at once. */
export function AgentList({ agents }: { agents: readonly StaffView[] }) {
  const { t } = useTranslation();
  const shown = agents
    .filter((agent) => !agent.isDisabled && answering.includes(agent.role))
    .toSorted((one, other) => order[one.presence] - order[other.presence] || other.load - one.load);
  const isNobodyThere = shown.every((agent) => agent.presence === 'offline');
  return (
    <section aria-label={t('overview.agents')}>
      <h2 className={styles.heading}>{t('overview.agents')}</h2>
      {isNobodyThere && <Notice>{t('overview.noAgents')}</Notice>}
      <ul className={styles.list}>
        {shown.map((agent) => (
          <AgentItem key={agent.staffId} agent={agent} />
        ))}
      </ul>
    </section>
  );
}

function AgentItem({ agent }: { agent: StaffView }) {
  const { t } = useTranslation();
  const share = agent.capacity === 0 ? 0 : Math.min(1, agent.load / agent.capacity);
  return (
    <li className={styles.agent} data-presence={agent.presence}>
      <Avatar name={agent.name} />
      <div className={styles.text}>
        <p className={styles.name}>
          {agent.name}
          <span className={styles.presence}>
            <span className={styles.dot} aria-hidden="true" />
            {t(`presence.${agent.presence}`)}
          </span>
        </p>
        <div className={styles.bar} aria-hidden="true">
          <span className={share >= 1 ? styles.full : styles.part} style={{ width: `${share * 100}%` }} />
        </div>
      </div>
      <span className={styles.load}>{t('overview.agentLoad', { load: agent.load, capacity: agent.capacity })}</span>
    </li>
  );
}
