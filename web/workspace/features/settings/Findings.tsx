import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFinding } from '../../../api/staff-views.ts';
import styles from './Findings.module.css';

const icons = { good: CircleCheck, warning: TriangleAlert, problem: CircleAlert } as const;

/** What a test of the connection has found, in plain words. */
export function Findings(props: { findings: readonly ConnectionFinding[] | undefined; problem: string | undefined }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {props.problem && <p className={styles.problem}>{props.problem}</p>}
      {props.findings && (
        <ul className={styles.list}>
          {props.findings.map(({ code, tone, milliseconds = 0, detail = '' }) => {
            const Icon = icons[tone];
            return (
              <li key={code} className={styles[tone]}>
                <Icon aria-hidden="true" size={16} />
                <span>{t(`models.finding.${code}`, { seconds: (milliseconds / 1_000).toFixed(1), detail })}</span>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
