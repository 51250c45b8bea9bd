import { BadgeCheck, CircleHelp, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerPanel, IdentityLevel } from '../../../api/index.ts';
import { languageNames } from '../../../i18n/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { customerNameOf } from '../../format/customer-name.ts';
import { listText } from '../../format/list-text.ts';
import { moneyText } from '../../format/money.ts';
import { dayText } from '../../format/time.ts';
import { levelText } from '../../format/words.ts';
import { useSession } from '../../session/use-session.ts';
import styles from './Portrait.module.css';

const identityLooks = {
  none: { tone: 'neutral', icon: CircleHelp },
  matched: { tone: 'accent', icon: BadgeCheck },
  verified: { tone: 'success', icon: ShieldCheck },
} as const;

/** Who the customer is, as far as it is known and proven. */
export function Portrait({ panel }: { panel: CustomerPanel }) {
  const { t, i18n } = useTranslation();
  const { shop } = useSession();
  const { customer, storeCustomer } = panel;
  const identity = customer.profile.identity ?? 'none';
  const pages = customer.profile.pagesSeen ?? [];
  return (
    <>
      <p className={styles.name}>
        {storeCustomer?.name || customerNameOf(t, customer.displayName, customer.customerId)}
        {storeCustomer?.memberLevel && <Badge tone="warning">{levelText(t, storeCustomer.memberLevel)}</Badge>}
        <Identity level={identity} />
      </p>
      {identity === 'none' && <p className={styles.hint}>{t('customer.identityHint.none')}</p>}
      <dl className={styles.facts}>
        {storeCustomer && (
          <>
            <Fact
              label={t('customer.spent')}
              value={`${moneyText(storeCustomer.spent, shop.currency, i18n.language)} · ${t('customer.ordersCount', { count: panel.orders.length })}`}
            />
            <Fact label={t('customer.phone')} value={storeCustomer.phone} />
            <Fact label={t('customer.email')} value={storeCustomer.email} />
          </>
        )}
        <Fact label={t('customer.language')} value={languageText(customer.language)} />
        <Fact label={t('customer.firstSeen')} value={dayText(customer.createdAt, i18n.language, Date.now())} />
        <Fact label={t('customer.notes')} value={customer.profile.notes ?? ''} />
        <Fact
          label={t('customer.pages')}
          value={listText(
            t,
            pages.slice(-3).map((page) => page.title || page.url),
          )}
        />
      </dl>
    </>
  );
}

function Identity({ level }: { level: IdentityLevel }) {
  const { t } = useTranslation();
  const { tone, icon: Icon } = identityLooks[level];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`customer.identity.${level}`)}
    </Badge>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  if (value === '') return null;
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function languageText(tag: string): string {
  const names: Readonly<Record<string, string>> = languageNames;
  return names[tag] ?? tag;
}
