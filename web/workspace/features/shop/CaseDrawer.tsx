import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { keys } from '../../cache/keys.ts';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { CaseSteps } from '../customer/CaseSteps.tsx';
import { caseTone } from '../customer/case-tone.ts';
import styles from './shop.module.css';
import { useShopSearch } from './use-shop-search.ts';

/** One case: how it stands, until when, what can be done next, and all that has happened. */
export function CaseDrawer({ caseId, onClose }: { caseId: string; onClose(): void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.shopCase(caseId), queryFn: () => api.shopCase(caseId) });
  return (
    <Dialog isOpen place="side" title={caseId} closeLabel={t('common.close')} onClose={onClose}>
      <div className={styles.drawer}>
        <Loaded query={query}>{(detail) => <Body detail={detail} />}</Loaded>
      </div>
    </Dialog>
  );
}

function Body({ detail }: { detail: CaseDetail }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const cache = useQueryClient();
  const [, change] = useShopSearch();
  const { case: one, text, conversationId } = detail;
  const moment = (at: string) => momentText(at, i18n.language, Date.now(), shop.timeZone);
  return (
    <>
      <p className={styles.rowHead}>
        <strong>{t(`case.kind.${one.kind}`)}</strong>
        <Badge tone={caseTone(one.state)}>{t(`case.state.${one.state}`)}</Badge>
        {one.amount > 0 && <span className={styles.amount}>{moneyText(one.amount, shop.currency, i18n.language)}</span>}
      </p>
      {one.owner && one.deadline && (
        <p className={styles.deadline}>
          {t(`case.owner.${one.owner}`)} · {t('case.deadline', { date: moment(one.deadline) })}
        </p>
      )}
      <p className={styles.quote}>
        <span className={styles.muted}>{t('shop.customerReads')}</span>
        {text}
      </p>
      <CaseSteps
        view={detail}
        take={(fields) => api.stepShopCase(one.caseId, fields)}
        onTaken={() => void cache.invalidateQueries({ queryKey: keys.shop })}
      />
      <h3 className={styles.heading}>{t('shop.timeline')}</h3>
      <ol className={styles.timeline}>
        {[...one.history].reverse().map((entry) => (
          <li key={`${entry.at}${entry.state}`}>
            <time dateTime={entry.at}>{moment(entry.at)}</time>
            <span>
              {t(`case.state.${entry.state}`)}
              {entry.note && <span className={styles.muted}> {noteText(entry.note, t('shop.timedOut'))}</span>}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.choices}>
        <Button size="small" onClick={() => change({ case: undefined, order: one.orderId })}>
          {t('shop.openOrder')}
        </Button>
        {conversationId && (
          <Link to="/conversations/$conversationId" params={{ conversationId }} search={{ view: 'all' }}>
            {t('tickets.openConversation')}
          </Link>
        )}
      </p>
    </>
  );
}

/** What the system has written is a word of its own; what people wrote stays. */
function noteText(note: string, timedOut: string): string {
  return note === 'timeout' ? timedOut : note;
}
