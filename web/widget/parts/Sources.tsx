/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import type { SourceReference } from '../../api/index.ts';
import { useWords } from '../hooks/chat-context.ts';
import { Icon } from './Icon.tsx';

/** What an answer was made of, behind a small word. */
export function Sources({ sources }: { sources: readonly SourceReference[] }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (sources.length === 0) return null;
  return (
    <div class={`sources${isOpen ? ' is-open' : ''}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('sources.show')} {sources.length}
        <Icon name="down" size={14} />
      </button>
      {isOpen && (
        <dl aria-label={t('sources.label')}>
          {sources.map((source) => (
            <div key={source.id}>
              <dt>{source.title}</dt>
              {source.value && <dd>{source.value}</dd>}
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
