import { useTranslation } from 'react-i18next';
import type { WebhookDelivery } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { momentText } from '../../format/time.ts';
import { answerText } from './answer-text.ts';
import own from './webhooks.module.css';

const tones = { waiting: 'warning', delivered: 'success', failed: 'danger', stopped: 'neutral' } as const;

/** One message: where it stands, and unfolded what was sent and answered. */
export function DeliveryItem(props: { delivery: WebhookDelivery; mayResend: boolean; onResend(): void }) {
  const { t, i18n } = useTranslation();
  const { delivery } = props;
  const moment = (at: string) => momentText(at, i18n.language, Date.now());
  const isRetried = delivery.state === 'waiting' && delivery.tries > 0;
  return (
    <details className={own.delivery}>
      <summary>
        <span className={own.head}>
          <Badge tone={tones[delivery.state]}>{t(`webhooks.delivery.${delivery.state}`)}</Badge>
          <code>{delivery.type}</code>
          <time dateTime={delivery.createdAt}>{moment(delivery.createdAt)}</time>
        </span>
        <span className={own.facts}>
          {[answerText(t, delivery), t('webhooks.tries', { count: delivery.tries })].filter(Boolean).join(' · ')}
          {isRetried && delivery.nextTryAt && ` · ${t('webhooks.nextTry', { date: moment(delivery.nextTryAt) })}`}
        </span>
      </summary>
      <p className={own.facts}>
        webhook-id <code>{delivery.messageId}</code>
      </p>
      <pre className={own.text}>{pretty(delivery.body)}</pre>
      {delivery.answer && (
        <>
          <p className={own.facts}>{t('webhooks.answerText')}</p>
          <pre className={own.text}>{delivery.answer}</pre>
        </>
      )}
      <Button size="small" disabled={!props.mayResend} onClick={props.onResend}>
        {t(delivery.state === 'waiting' ? 'webhooks.sendNow' : 'webhooks.resend')}
      </Button>
    </details>
  );
}

/** Easier to read than what was sent, which is one line. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
