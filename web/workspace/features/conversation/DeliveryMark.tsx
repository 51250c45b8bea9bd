import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Message } from '../../../api/index.ts';
import styles from './DeliveryMark.module.css';
import { deliveryOf } from './delivery.ts';

const icons = { stored: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert } as const;

/** Whether a message of the shop has arrived and was read; only where it stands now, not a history. */
export function DeliveryMark({ message, conversation }: { message: Message; conversation: Conversation }) {
  const { t } = useTranslation();
  const state = deliveryOf(message, conversation);
  const Icon = icons[state];
  return (
    <span className={styles[state]} role="img" aria-label={t(`message.${state}`)} title={t(`message.${state}`)}>
      <Icon aria-hidden="true" />
    </span>
  );
}
