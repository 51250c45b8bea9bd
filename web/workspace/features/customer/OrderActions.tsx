import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionName, CustomerPanel, Order } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { useAbility } from '../../session/use-session.ts';
import { ActionPanel } from './ActionPanel.tsx';
import { actionsFor } from './action-forms.ts';
import styles from './OrderActions.module.css';

/** What an agent can do about an order, in place. */
export function OrderActions({
  order,
  panel,
  conversationId,
}: {
  order: Order;
  panel: CustomerPanel;
  conversationId: string;
}) {
  const { t } = useTranslation();
  const mayAct = useAbility('actions.perform');
  const [action, setAction] = useState<ActionName>();
  const offered = actionsFor(order, panel);
  if (!mayAct || offered.length === 0) return null;
  if (action)
    return (
      <ActionPanel
        key={action}
        action={action}
        subject={{ order }}
        panel={panel}
        conversationId={conversationId}
        onClose={() => setAction(undefined)}
      />
    );
  return (
    <div className={styles.bar}>
      <Menu
        align="start"
        trigger={<Button size="small">{t('order.actions')}</Button>}
        items={offered.map((one) => ({
          kind: 'item',
          id: one,
          label: t(`act.name.${one}`),
          run: () => setAction(one),
        }))}
      />
    </div>
  );
}
