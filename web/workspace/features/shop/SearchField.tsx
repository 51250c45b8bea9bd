import { useEffect, useState } from 'react';
import { SearchInput } from '../../../ui/SearchInput.tsx';

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
  return <SearchInput label={props.label} words={words} onChange={setWords} />;
}
