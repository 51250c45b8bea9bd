import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../api/index.ts';
import { isOneOf } from '../../format/one-of.ts';
import { momentText } from '../../format/time.ts';
import styles from './AuditTable.module.css';

const known = [
  'account-locked',
  'action-performed',
  'password-changed',
  'session-opened',
  'session-revoked',
  'staff-changed',
  'staff-invited',
  'staff-joined',
  'load-pinned',
  'settings-changed',
  'routing-changed',
  'group-saved',
  'group-removed',
  'skill-saved',
  'skill-removed',
  'shifts-changed',
  'shifts-copied',
  'call-back-opened',
  'call-back-tried',
  'totp-enabled',
  'totp-removed',
  'widget-secret-read',
  'widget-secret-rotated',
  'canned-reply-saved',
  'canned-reply-removed',
  'knowledge-released',
  'knowledge-restored',
  'customer-erased',
  'safety-changed',
  'case-stepped',
  'tool-called',
  'server-tool-changed',
  'tool-server-removed',
  'tool-server-added',
  'tool-token-revoked',
  'tool-token-created',
  'webhook-added',
  'webhook-changed',
  'webhook-removed',
  'webhook-resent',
  'webhook-secret-rotated',
  'webhook-turned-off',
  'webhook-turned-on',
] as const;

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
              <td className={styles.target}>{entry.target}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const texts = Object.entries(entry.details).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`],
  );
  return texts.length === 0 ? null : <span className={styles.details}>{texts.join(' · ')}</span>;
}

function actorText(t: TFunction, { actor }: AuditEntry): string {
  if (actor.kind === 'staff' || actor.kind === 'tool-client') return actor.name;
  return actor.kind === 'command-line' ? t('audit.commandLine') : t('common.system');
}

function actionText(t: TFunction, action: string): string {
  const key = action.replaceAll('.', '-');
  return isOneOf(known, key) ? t(`audit.action.${key}`) : action;
}
