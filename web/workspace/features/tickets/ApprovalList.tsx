import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalView } from '../../../api/staff-views.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import styles from './ApprovalList.module.css';
import item from './TicketItem.module.css';

/** Actions above the amount that one person may do alone; only for those who may decide, and only while something waits. */
export function ApprovalList() {
  const { t } = useTranslation();
  const mayDecide = useAbility('approvals.decide');
  const query = useQuery({
    queryKey: keys.approvals,
    queryFn: () => api.approvals(),
    enabled: mayDecide,
    refetchInterval: 15_000,
  });
  const waiting = query.data?.approvals ?? [];
  if (waiting.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('approvals.title')}>
      <h2 className={styles.title}>{t('approvals.title')}</h2>
      <ul className={styles.list}>
        {waiting.map((approval) => (
          <ApprovalItem key={approval.approvalId} approval={approval} />
        ))}
      </ul>
    </section>
  );
}

function ApprovalItem({ approval }: { approval: ApprovalView }) {
  const { t, i18n } = useTranslation();
  const decide = useDecision(approval);
  const amount = moneyText(approval.amount, approval.currency, i18n.language);
  return (
    <li className={item.ticket}>
      <div className={item.head}>
        <Badge tone="warning">
          {approval.action === 'step-case' ? t('approvals.step') : t(`act.name.${approval.action}`)}
        </Badge>
        <strong>{amount}</strong>
        <time className={item.time} dateTime={approval.requestedAt}>
          {momentText(approval.requestedAt, i18n.language, Date.now())}
        </time>
      </div>
      <p className={item.details}>
        {[
          approval.orderId ? t('message.orderNumber', { order: approval.orderId }) : '',
          t(`approvals.askedBy.${approval.askedBy}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={item.foot}>
        {approval.conversationId && (
          <Link
            to="/conversations/$conversationId"
            params={{ conversationId: approval.conversationId }}
            search={{ view: 'all' }}
          >
            {t('tickets.openConversation')}
          </Link>
        )}
        <Button
          size="small"
          icon={<X aria-hidden="true" />}
          disabled={decide.isBusy}
          onClick={() => decide.run('reject')}
        >
          {t('approvals.reject')}
        </Button>
        <Button
          size="small"
          look="primary"
          icon={<Check aria-hidden="true" />}
          disabled={decide.isBusy}
          onClick={() => decide.run('approve')}
        >
          {t('approvals.approve')}
        </Button>
      </div>
    </li>
  );
}

function useDecision({ approvalId }: ApprovalView) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const run = (decision: 'approve' | 'reject') => {
    setBusy(true);
    api.decideApproval(approvalId, decision).then(
      () => {
        void cache.invalidateQueries({ queryKey: keys.approvals });
        showToast({ tone: 'success', words: t(`approvals.done.${decision}`) });
      },
      (error: unknown) => {
        setBusy(false);
        void cache.invalidateQueries({ queryKey: keys.approvals });
        tellProblem(error);
      },
    );
  };
  return { run, isBusy };
}
