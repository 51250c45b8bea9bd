import { Search } from 'lucide-react';
import styles from './SearchInput.module.css';

/** Words to look for, named by what is looked through. */
export function SearchInput(props: { label: string; words: string; onChange(words: string): void }) {
  return (
    <label className={styles.search}>
      <Search aria-hidden="true" />
      <input
        type="search"
        className="control"
        aria-label={props.label}
        placeholder={props.label}
        maxLength={100}
        value={props.words}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
