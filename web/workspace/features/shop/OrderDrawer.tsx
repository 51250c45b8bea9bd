import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Order, OrderDetail, Parcel } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { keys } from '../../cache/keys.ts';
import { listText } from '../../format/list-text.ts';
import { moneyText } from '../../format/money.ts';
import { momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useSession } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { orderTone } from '../customer/order-tone.ts';
import { ParcelItem } from '../customer/ParcelItem.tsx';
import { CaseRow } from './CaseRow.tsx';
import styles from './shop.module.css';
import { useShopSearch } from './use-shop-search.ts';

/** One order: goods, money, address, every parcel with its way, its cases, and the way to the conversation. */
export function OrderDrawer({ orderId, onClose }: { orderId: string; onClose(): void }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.shopOrder(orderId), queryFn: () => api.shopOrder(orderId) });
  return (
    <Dialog isOpen place="side" title={orderId} closeLabel={t('common.close')} onClose={onClose}>
      <div className={styles.drawer}>
        <Loaded query={query}>{(detail) => <Body detail={detail} />}</Loaded>
      </div>
    </Dialog>
  );
}

function Body({ detail }: { detail: OrderDetail }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const [, change] = useShopSearch();
  const { order, customer, cases, conversationId } = detail;
  const money = (amount: number) => moneyText(amount, order.currency, i18n.language);
  return (
    <>
      <p className={styles.rowHead}>
        <Badge tone={orderTone(order.status)}>{t(`order.status.${order.status}`)}</Badge>
        {customer && <span>{customer.name}</span>}
        <span className={styles.amount}>{money(order.total)}</span>
      </p>
      {order.placedAt && (
        <p className={styles.muted}>
          {t('order.placed', { date: momentText(order.placedAt, i18n.language, Date.now(), shop.timeZone) })}
        </p>
      )}
      <ul className={styles.plain}>
        {order.lines.map((line) => (
          <li key={line.lineId} className={styles.line}>
            <span>
              {inLanguage(line.title, i18n.language)}{' '}
              <span className={styles.muted}>{Object.values(line.options).join(' ')}</span>
            </span>
            <span className={styles.price}>
              {money(line.unitPrice)} ×{line.quantity}
            </span>
          </li>
        ))}
      </ul>
      <Payments order={order} />
      <p className={styles.muted}>{t('common.pair', { name: t('order.address'), value: addressText(t, order) })}</p>
      <h3 className={styles.heading}>{t('shop.parcels')}</h3>
      {order.parcels.length === 0 && <p className={styles.muted}>{t('shop.noParcels')}</p>}
      {order.parcels.map((parcel) => (
        <ParcelWay key={parcel.parcelId} parcel={parcel} />
      ))}
      <h3 className={styles.heading}>{t('customer.cases')}</h3>
      {cases.length === 0 && <p className={styles.muted}>{t('customer.noCases')}</p>}
      <ul className={styles.list}>
        {cases.map((view) => (
          <li key={view.case.caseId}>
            <CaseRow view={view} onOpen={() => change({ case: view.case.caseId })} />
          </li>
        ))}
      </ul>
      {conversationId && (
        <Link to="/conversations/$conversationId" params={{ conversationId }} search={{ view: 'all' }}>
          {t('tickets.openConversation')}
        </Link>
      )}
    </>
  );
}

function Payments({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className={styles.plain}>
      {order.payments.map((entry, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
        <li key={place} className={styles.line}>
          <span className={styles.muted}>{t(`shop.payment.${entry.kind}`)}</span>
          <span className={styles.price}>{moneyText(entry.amount, order.currency, i18n.language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A parcel with all its stations, the last one first. */
function ParcelWay({ parcel }: { parcel: Parcel }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const stations = [...parcel.events].sort((one, other) => other.at.localeCompare(one.at)).slice(1);
  return (
    <div>
      <ParcelItem parcel={parcel} />
      {stations.length > 0 && (
        <details className={styles.stations}>
          <summary>{t('shop.stations', { count: stations.length })}</summary>
          <ol className={styles.timeline}>
            {stations.map((station) => (
              <li key={`${station.at}${station.text.en}`}>
                <time dateTime={station.at}>{momentText(station.at, i18n.language, Date.now(), shop.timeZone)}</time>
                <span>{inLanguage(station.text, i18n.language)}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function addressText(t: TFunction, { address }: Order): string {
  const place = [address.province, address.city, address.district, address.detail].filter(Boolean).join(' ');
  return listText(t, [address.name, address.phone, place]);
}
