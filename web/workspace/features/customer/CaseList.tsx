import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AfterSalesCase, CaseView, CustomerPanel } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { keys } from '../../cache/keys.ts';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { ActionPanel } from './ActionPanel.tsx';
import styles from './CaseList.module.css';
import { CaseSteps } from './CaseSteps.tsx';
import { caseTone, endedStates } from './case-tone.ts';

/** After-sales cases of the customer: what it is, whose turn it is, until when. */
export function CaseList({ panel, conversationId }: { panel: CustomerPanel; conversationId: string }) {
  const { t } = useTranslation();
  const steps = useQuery({
    queryKey: keys.cases(conversationId),
    queryFn: () => api.cases(conversationId),
    enabled: panel.cases.length > 0,
    staleTime: 10_000,
  });
  if (panel.cases.length === 0) return <p className={styles.muted}>{t('customer.noCases')}</p>;
  return (
    <ul className={styles.list}>
      {panel.cases.map((one) => (
        <CaseItem
          key={one.caseId}
          one={one}
          view={steps.data?.cases.find((view) => view.case.caseId === one.caseId)}
          panel={panel}
          conversationId={conversationId}
        />
      ))}
    </ul>
  );
}

function CaseItem({
  one,
  view,
  panel,
  conversationId,
}: {
  one: AfterSalesCase;
  view: CaseView | undefined;
  panel: CustomerPanel;
  conversationId: string;
}) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const mayAct = useAbility('actions.perform');
  const [isWithdrawing, setWithdrawing] = useState(false);
  const cache = useQueryClient();
  const isFinal = endedStates.includes(one.state);
  return (
    <li className={styles.item}>
      <p className={styles.head}>
        <strong>{t(`case.kind.${one.kind}`)}</strong>
        <span className={styles.muted}>{one.caseId}</span>
        <Badge tone={caseTone(one.state)}>{t(`case.state.${one.state}`)}</Badge>
      </p>
      <p className={styles.muted}>
        {[
          one.amount > 0 ? moneyText(one.amount, shop.currency, i18n.language) : '',
          reasonText(one, panel, i18n.language),
          one.owner ? t(`case.owner.${one.owner}`) : '',
          one.deadline
            ? t('case.deadline', { date: momentText(one.deadline, i18n.language, Date.now(), shop.timeZone) })
            : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {view && !isWithdrawing && (
        <CaseSteps
          view={view}
          take={(fields) => api.stepCase(conversationId, one.caseId, fields)}
          onTaken={() => {
            void cache.invalidateQueries({ queryKey: keys.panel(conversationId) });
            void cache.invalidateQueries({ queryKey: keys.cases(conversationId) });
          }}
        />
      )}
      {!isFinal && mayAct && !isWithdrawing && (
        <Button size="small" look="quiet" onClick={() => setWithdrawing(true)}>
          {t('case.withdraw')}
        </Button>
      )}
      {isWithdrawing && (
        <ActionPanel
          action="withdraw-case"
          subject={{ caseId: one.caseId }}
          panel={panel}
          conversationId={conversationId}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </li>
  );
}

/** The reason in the shop's own words; codes that no action offers are left out, what a customer wrote stays. */
function reasonText({ reason }: AfterSalesCase, panel: CustomerPanel, language: string): string {
  const offered = Object.values(panel.shopActions?.reasons ?? {}).flatMap((reasons) => reasons ?? []);
  const known = offered.find(({ value }) => value === reason);
  if (known) return inLanguage(known.label, language);
  return /^[a-z]+(-[a-z]+)*$/.test(reason) ? '' : reason;
}
