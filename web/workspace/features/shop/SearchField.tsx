import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import styles from './shop.module.css';

const patience = 300;

/** Words to look for; the list follows a moment after the last key. */
export function SearchField(props: { label: string; words: string; onChange(words: string): void }) {
  const [words, setWords] = useState(props.words);
  const { onChange } = props;
  useEffect(() => {
    if (words === props.words) return undefined;
    const timer = setTimeout(() => onChange(words), patience);
    return () => clearTimeout(timer);
  }, [words, props.words, onChange]);
  return (
    <label className={styles.search}>
      <Search aria-hidden="true" />
      <input
        type="search"
        className="control"
        aria-label={props.label}
        placeholder={props.label}
        maxLength={100}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
    </label>
  );
}
