import { useTranslation } from 'react-i18next';
import type { PromiseReport, SkillGroup, WallQueue } from '../../../api/index.ts';
import { percentText } from '../../format/money.ts';
import { inLanguage } from '../../format/words.ts';
import { useWaitText } from '../inbox/WaitClock.tsx';
import styles from './wall.module.css';

/** Seconds of the longest wait from which a queue needs a hand. */
const urgentSeconds = 180;

/** Every queue with who waits, how long, who could serve, and how often the wait held that customers were told. */
export function QueueTable(props: {
  queues: readonly WallQueue[];
  groups: readonly SkillGroup[];
  promises: PromiseReport;
}) {
  const { queues, groups, promises } = props;
  const held = new Map(promises.groups.map((one) => [one.groupId, one]));
  const { t, i18n } = useTranslation();
  const names = new Map(groups.map((group) => [group.groupId, inLanguage(group.name, i18n.language)]));
  const heldText = (groupId: string) => {
    const one = held.get(groupId);
    if (!one) return t('wall.promiseNone');
    return t('wall.promiseOf', { share: percentText(one.heldP90, i18n.language), count: one.sample });
  };
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{t('wall.queues')}</caption>
        <thead>
          <tr>
            {(['queue', 'waitingNow', 'longest', 'online', 'spare', 'promiseHeld'] as const).map((column) => (
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
              <td className={styles.held}>{heldText(queue.groupId)}</td>
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
