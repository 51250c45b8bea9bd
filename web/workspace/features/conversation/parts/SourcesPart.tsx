import { Quote } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SourceReference } from '../../../../api/index.ts';
import styles from './SourcesPart.module.css';

/** What an answer stands on; folded, so that the words stay in front. */
export function SourcesPart({ sources }: { sources: readonly SourceReference[] }) {
  const { t } = useTranslation();
  if (sources.length === 0) return null;
  return (
    <details className={styles.sources}>
      <summary className={styles.summary}>
        <Quote aria-hidden="true" />
        {t('message.sourceCount', { count: sources.length })}
      </summary>
      <SourceList sources={sources} />
    </details>
  );
}

/** Titles and values of sources, each once. */
export function SourceList({ sources }: { sources: readonly SourceReference[] }) {
  const once = sources.filter(
    (source, index) => sources.findIndex((other) => other.id === source.id && other.value === source.value) === index,
  );
  return (
    <ul className={styles.list}>
      {once.map((source) => (
        <li key={`${source.id}/${source.value}`}>
          <span className={styles.title}>{source.title}</span>
          {source.value !== '' && source.value !== source.title && <span>{source.value}</span>}
        </li>
      ))}
    </ul>
  );
}
