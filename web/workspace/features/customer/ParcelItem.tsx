import { Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Parcel } from '../../../api/index.ts';
import { Badge, type Tone } from '../../../ui/Badge.tsx';
import { dayText, momentText } from '../../format/time.ts';
import { inLanguage } from '../../format/words.ts';
import { useSession } from '../../session/use-session.ts';
import { CopyButton } from '../../shell/CopyButton.tsx';
import styles from './ParcelItem.module.css';

const tones: Readonly<Partial<Record<Parcel['status'], Tone>>> = {
  delivered: 'success',
  stuck: 'warning',
  lost: 'danger',
  returned: 'warning',
};

/** Where a parcel is, with its last station. */
export function ParcelItem({ parcel }: { parcel: Parcel }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const now = Date.now();
  const last = [...parcel.events].sort((one, other) => other.at.localeCompare(one.at))[0];
  return (
    <div className={styles.parcel}>
      <p className={styles.head}>
        <Truck aria-hidden="true" />
        <span className={styles.number}>
          {inLanguage(parcel.carrierName, i18n.language)} {parcel.trackingNumber}
        </span>
        <CopyButton text={parcel.trackingNumber} label={t('parcel.copyNumber')} />
        <Badge tone={tones[parcel.status] ?? 'accent'}>{t(`parcel.status.${parcel.status}`)}</Badge>
      </p>
      {last && (
        <p className={styles.event}>
          <time dateTime={last.at}>{momentText(last.at, i18n.language, now, shop.timeZone)}</time>{' '}
          {inLanguage(last.text, i18n.language)}
        </p>
      )}
      {parcel.promisedAt && parcel.status !== 'delivered' && (
        <p className={styles.event}>
          {t('parcel.promised', { date: dayText(parcel.promisedAt, i18n.language, now, shop.timeZone) })}
        </p>
      )}
    </div>
  );
}
