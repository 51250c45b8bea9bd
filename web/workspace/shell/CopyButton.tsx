import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './CopyButton.module.css';

const shownFor = 1_500;

/** Copies a text; says so by its own mark. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const copy = () => {
    // Without a secure page there is no clipboard; then the text is selected by hand.
    void navigator.clipboard?.writeText(text).then(() => {
      setDone(true);
      setTimeout(() => setDone(false), shownFor);
    });
  };
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={isDone ? t('common.copied') : label}
      title={label}
      onClick={copy}
    >
      {isDone ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </button>
  );
}
