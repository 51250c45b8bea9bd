import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, Suggestion } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Keys } from '../../../ui/Keys.tsx';
import { Section } from '../../../ui/Section.tsx';
import { isMac, keysOf } from '../../actions/index.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useDeskEvent, useRing } from '../../shell/desk-events.ts';
import { SourcesPart } from '../conversation/parts/SourcesPart.tsx';
import styles from './SuggestionsPanel.module.css';

const shown = 3;

/** Up to three answers out of the shop's knowledge for the customer's last words, each with what it stands on. */
export function SuggestionsPanel({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const ring = useRing();
  const mayUse = useAbility('suggestions.use');
  const { conversationId, status } = detail.conversation;
  const queryKey = keys.suggestions(conversationId);
  const query = useQuery({
    queryKey,
    queryFn: () => api.suggestions(conversationId),
    enabled: mayUse && status !== 'closed',
    staleTime: 30_000,
  });
  const suggestions = (query.data?.suggestions ?? []).slice(0, shown);

  const recordIgnored = (suggestion: Suggestion) =>
    // Only counted for training; nobody waits for it.
    api
      .recordSuggestion(conversationId, suggestion.suggestionId, { outcome: 'ignored', text: suggestion.text })
      .catch(() => undefined);
  const adopt = (number: number) => {
    const suggestion = suggestions[number - 1];
    if (!suggestion) return;
    ring('insert', suggestion.text);
    ring('adopted', suggestion);
  };
  const ignore = (suggestion: Suggestion) => {
    void recordIgnored(suggestion);
    cache.setQueryData<{ suggestions: readonly Suggestion[] }>(queryKey, (data) =>
      data ? { suggestions: data.suggestions.filter((one) => one.suggestionId !== suggestion.suggestionId) } : data,
    );
  };
  useDeskEvent('adopt', adopt);
  if (!mayUse || status === 'closed') return null;
  return (
    <Section
      title={t('assist.title')}
      aside={<IconButton label={t('assist.refresh')} icon={<RefreshCw />} onClick={() => void query.refetch()} />}
    >
      {suggestions.length === 0 ? (
        <p className={styles.empty}>{t('assist.empty')}</p>
      ) : (
        <ol className={styles.list}>
          {suggestions.map((suggestion, index) => (
            <SuggestionItem
              key={suggestion.suggestionId}
              suggestion={suggestion}
              number={index + 1}
              adopt={() => adopt(index + 1)}
              ignore={() => ignore(suggestion)}
            />
          ))}
        </ol>
      )}
    </Section>
  );
}

function SuggestionItem({
  suggestion,
  number,
  adopt,
  ignore,
}: {
  suggestion: Suggestion;
  number: number;
  adopt(): void;
  ignore(): void;
}) {
  const { t } = useTranslation();
  return (
    <li className={styles.item}>
      <p className={styles.text}>{suggestion.text}</p>
      <SourcesPart sources={suggestion.sources} />
      <div className={styles.foot}>
        <Button size="small" look="plain" aria-label={t('assist.adoptNumber', { number })} onClick={adopt}>
          {t('assist.adopt')}
        </Button>
        <Keys keys={keysOf({ key: String(number), alt: true }, isMac())} />
        <Button size="small" look="quiet" className={styles.ignore} onClick={ignore}>
          {t('assist.ignore')}
        </Button>
      </div>
    </li>
  );
}
