import { useTranslation } from 'react-i18next';
import type { SkillGroup, WallQueue } from '../../../api/index.ts';
import { inLanguage } from '../../format/words.ts';
import { useWaitText } from '../inbox/WaitClock.tsx';
import styles from './wall.module.css';

/** Seconds of the longest wait from which a queue needs a hand. */
const urgentSeconds = 180;

/** Every queue with who waits, how long, and who could serve. */
export function QueueTable({ queues, groups }: { queues: readonly WallQueue[]; groups: readonly SkillGroup[] }) {
  const { t, i18n } = useTranslation();
  const names = new Map(groups.map((group) => [group.groupId, inLanguage(group.name, i18n.language)]));
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{t('wall.queues')}</caption>
        <thead>
          <tr>
            {(['queue', 'waitingNow', 'longest', 'online', 'spare'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`wall.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.groupId} data-urgent={queue.longestWaitSeconds >= urgentSeconds}>
              <th scope="row">{names.get(queue.groupId) ?? queue.groupId}</th>
              <td>{queue.waiting}</td>
              <td>
                <Wait seconds={queue.longestWaitSeconds} />
              </td>
              <td>{queue.online}</td>
              <td>{queue.spare}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Wait({ seconds }: { seconds: number }) {
  return <>{useWaitText(seconds)}</>;
}
