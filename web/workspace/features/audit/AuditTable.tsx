import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../api/index.ts';
import { moneyText } from '../../format/money.ts';
import { roleText } from '../../format/role-text.ts';
import { momentText } from '../../format/time.ts';
import { useSession } from '../../session/use-session.ts';
import styles from './AuditTable.module.css';
import { actionKey, hasWords } from './audit-words.ts';

/** The entries in words, with their ids for whoever needs them. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  const { t, i18n } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section className={styles.frame} aria-label={t('audit.title')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.target')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.auditId}>
              <td>
                <time dateTime={entry.createdAt}>{momentText(entry.createdAt, i18n.language, Date.now())}</time>
              </td>
              <td>{actorText(t, entry)}</td>
              <td>
                {actionText(t, entry.action)}
                <Details entry={entry} />
              </td>
              <td className={styles.target}>{targetText(t, entry.target)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const { currency } = useSession().shop;
  const money = (minor: number) => moneyText(minor, currency, i18n.language);
  const texts = Object.entries(entry.details).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${detailName(t, name)}: ${detailValue(t, money, name, value)}`],
  );
  return texts.length === 0 ? null : <span className={styles.details}>{texts.join(' · ')}</span>;
}

function actorText(t: TFunction, { actor }: AuditEntry): string {
  if (actor.kind === 'staff' || actor.kind === 'tool-client') return actor.name;
  return actor.kind === 'command-line' ? t('audit.commandLine') : t('common.system');
}

function actionText(t: TFunction, action: string): string {
  const key = actionKey(action);
  return hasWords('action', key) ? t(`audit.action.${key}`) : action;
}

function detailName(t: TFunction, name: string): string {
  return hasWords('detail', name) ? t(`audit.detail.${name}`) : name;
}

function detailValue(
  t: TFunction,
  money: (minor: number) => string,
  name: string,
  value: string | number | boolean | readonly string[],
): string {
  if (name === 'amount' && typeof value === 'number') return money(value);
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (name === 'role') return roleText(t, String(value));
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** 'session/01a2…' as what it is and its id, which whoever looks for one can still find. */
function targetText(t: TFunction, target: string): string {
  const [kind = '', ...id] = target.split('/');
  return hasWords('kind', kind) ? [t(`audit.kind.${kind}`), ...id].join(' ') : target;
}
