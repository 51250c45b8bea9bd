import { useQuery } from '@tanstack/react-query';
import { Package } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContentPart, Conversation } from '../../../api/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { panelQuery } from '../customer/panel-query.ts';
import styles from './CardPicker.module.css';
import { orderCardOf, productCardsOf } from './cards.ts';

/** The customer's orders and what they bought, to be sent as a card. */
export function CardPicker({ conversation, send }: { conversation: Conversation; send(part: ContentPart): void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(panelQuery(conversation.conversationId));
  const orders = data?.orders ?? [];
  const use = (part: ContentPart) => {
    send(part);
    setOpen(false);
  };
  return (
    <Popover
      trigger={<IconButton label={t('compose.cards')} icon={<Package />} />}
      isOpen={isOpen}
      onChange={setOpen}
      label={t('compose.cards')}
      side="top"
      align="start"
    >
      <div className={styles.picker}>
        {orders.length === 0 && <p className={styles.empty}>{t('compose.noOrders')}</p>}
        {orders.length > 0 && <h3 className={styles.heading}>{t('compose.orders')}</h3>}
        {orders.map((order) => {
          const card = orderCardOf(
            order,
            conversation.language,
            t(`order.status.${order.status}`, { lng: conversation.language }),
          );
          return (
            <Choice
              key={order.orderId}
              title={order.orderId}
              hint={`${card.statusText} · ${card.totalText}`}
              use={() => use(card)}
            />
          );
        })}
        {orders.length > 0 && <h3 className={styles.heading}>{t('compose.products')}</h3>}
        {productCardsOf(orders, conversation.language).map((card) => (
          <Choice key={card.productId} title={card.title} hint={card.priceText} use={() => use(card)} />
        ))}
      </div>
    </Popover>
  );
}

function Choice({ title, hint, use }: { title: string; hint: string; use(): void }) {
  return (
    <button type="button" className={styles.choice} onClick={use}>
      <span className={styles.title}>{title}</span>
      <span className={styles.hint}>{hint}</span>
    </button>
  );
}
