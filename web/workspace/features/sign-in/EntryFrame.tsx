import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseInterfaceLanguage, interfaceLanguages, languageNames } from '../../../i18n/index.ts';
import { classNames } from '../../../ui/class-names.ts';
import styles from './EntryFrame.module.css';

/** The page around sign-in and invitation: mark, title, languages. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  return (
    <main className={styles.page}>
      <title>{`${title} · ${t('app.name')}`}</title>
      <div className={styles.card}>
        <p className={styles.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          {t('app.name')}
        </p>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
      <div className={styles.languages}>
        {interfaceLanguages.map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            className={classNames(styles.language, i18n.language === language && styles.current)}
            aria-pressed={i18n.language === language}
            onClick={() => void chooseInterfaceLanguage(language)}
          >
            {languageNames[language]}
          </button>
        ))}
      </div>
    </main>
  );
}
