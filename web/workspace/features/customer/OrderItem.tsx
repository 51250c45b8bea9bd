import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerPanel, Order } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { listText } from '../../format/list-text.ts';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { useSession } from '../../session/use-session.ts';
import { CopyButton } from '../../shell/CopyButton.tsx';
import { OrderActions } from './OrderActions.tsx';
import styles from './OrderItem.module.css';
import { orderTone } from './order-tone.ts';
import { ParcelItem } from './ParcelItem.tsx';

/** One order: state, goods, parcels, address, and what can be done about it. */
export function OrderItem(props: {
  order: Order;
  panel: CustomerPanel;
  conversationId: string;
  isOpenAtFirst: boolean;
}) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const { order, panel, conversationId } = props;
  const [isOpen, setOpen] = useState(props.isOpenAtFirst);
  const id = useId();
  return (
    <div className={styles.order}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronDown aria-hidden="true" className={isOpen ? undefined : styles.folded} />
          <span className={styles.number}>{order.orderId}</span>
        </button>
        <CopyButton text={order.orderId} label={t('order.copyNumber')} />
        <Badge tone={orderTone(order.status)}>{t(`order.status.${order.status}`)}</Badge>
      </div>
      <p className={styles.sum}>
        <span>{moneyText(order.total, order.currency, i18n.language)}</span>
        {order.placedAt && (
          <time dateTime={order.placedAt}>
            {t('order.placed', { date: momentText(order.placedAt, i18n.language, Date.now(), shop.timeZone) })}
          </time>
        )}
      </p>
      <div id={id} hidden={!isOpen}>
        {isOpen && <OrderBody order={order} panel={panel} conversationId={conversationId} />}
      </div>
    </div>
  );
}

function OrderBody({ order, panel, conversationId }: { order: Order; panel: CustomerPanel; conversationId: string }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const { address } = order;
  const place = [address.province, address.city, address.district, address.detail].filter(Boolean).join(' ');
  return (
    <>
      <ul className={styles.lines}>
        {order.lines.map((line) => (
          <li key={line.lineId} className={styles.line}>
            <span className={styles.title}>
              {inLanguage(line.title, i18n.language)}
              <span className={styles.muted}> {Object.values(line.options).join(' ')}</span>
            </span>
            <span className={styles.price}>
              {moneyText(line.unitPrice, order.currency, i18n.language)} ×{line.quantity}
            </span>
          </li>
        ))}
      </ul>
      {order.parcels.map((parcel) => (
        <ParcelItem key={parcel.parcelId} parcel={parcel} />
      ))}
      <p className={styles.muted}>
        {t('common.pair', { name: t('order.address'), value: listText(t, [address.name, address.phone, place]) })}
      </p>
      {order.shipBy && order.parcels.length === 0 && (
        <p className={styles.muted}>
          {t('order.shipBy', { date: momentText(order.shipBy, i18n.language, Date.now(), shop.timeZone) })}
        </p>
      )}
      {order.remark && (
        <p className={styles.muted}>{t('common.pair', { name: t('order.remark'), value: order.remark })}</p>
      )}
      <OrderActions order={order} panel={panel} conversationId={conversationId} />
    </>
  );
}
