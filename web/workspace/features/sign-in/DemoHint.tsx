import { useTranslation } from 'react-i18next';
import type { SignInHint } from '../../../api/staff-views.ts';
import { roleText } from '../../format/role-text.ts';
import styles from './DemoHint.module.css';

/** Who can sign in to the demo shop; a click fills the form. */
export function DemoHint({ hint, onChoose }: { hint: SignInHint; onChoose(email: string): void }) {
  const { t } = useTranslation();
  const accounts = hint.accounts ?? [];
  return (
    <section className={styles.hint}>
      <h2 className={styles.title}>{t('signIn.demoTitle')}</h2>
      <p className={styles.words}>{t('signIn.demoHint', { password: hint.password })}</p>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <li key={account.email}>
            <button type="button" className={styles.account} onClick={() => onChoose(account.email)}>
              <span>{account.name}</span>
              <span className={styles.role}>{roleText(t, account.role)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
