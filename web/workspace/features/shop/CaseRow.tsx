import { useTranslation } from 'react-i18next';
import type { CaseView } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import { useSession } from '../../session/use-session.ts';
import { caseTone } from '../customer/case-tone.ts';
import styles from './shop.module.css';

/** A case in a list: what it is, how it stands, whose turn it is and until when. */
export function CaseRow({ view: { case: one }, onOpen }: { view: CaseView; onOpen(): void }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const now = useNow();
  const isLate = one.deadline !== undefined && Date.parse(one.deadline) < now;
  return (
    <button type="button" className={styles.row} onClick={onOpen}>
      <span className={styles.rowHead}>
        <strong>{t(`case.kind.${one.kind}`)}</strong>
        <span className={styles.number}>{one.caseId}</span>
        <Badge tone={caseTone(one.state)}>{t(`case.state.${one.state}`)}</Badge>
        {one.amount > 0 && <span className={styles.amount}>{moneyText(one.amount, shop.currency, i18n.language)}</span>}
      </span>
      <span className={styles.muted}>
        {[
          t('message.orderNumber', { order: one.orderId }),
          one.owner ? t(`case.owner.${one.owner}`) : '',
          one.deadline
            ? t(isLate ? 'shop.late' : 'case.deadline', {
                date: momentText(one.deadline, i18n.language, now, shop.timeZone),
              })
            : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </button>
  );
}
