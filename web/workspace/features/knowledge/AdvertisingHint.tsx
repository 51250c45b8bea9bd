import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keys } from '../../cache/keys.ts';
import { listText } from '../../format/list-text.ts';
import { api } from '../../session/api.ts';
import styles from './AdvertisingHint.module.css';

const restMs = 600;

/** Words of a text that advertising law forbids in what sells, told while it is written; it may be kept all the same. */
export function AdvertisingHint({ text }: { text: string }) {
  const { t } = useTranslation();
  const rested = useRested(text.trim());
  const { data } = useQuery({
    queryKey: keys.advertising(rested),
    queryFn: () => api.checkWords(rested),
    enabled: rested.length > 1,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const words = [...new Set((data?.findings ?? []).map((finding) => finding.word))];
  return (
    <p className={styles.hint} role="status">
      {words.length > 0 && t('knowledge.advertisingHint', { words: listText(t, words) })}
    </p>
  );
}

/** A text once nobody has written for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
