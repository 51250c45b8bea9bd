/** @jsxImportSource preact */
import { useWords } from '../hooks/chat-context.ts';
import type { ShownMessage } from '../state/widget-state.ts';

type ShopAuthor = Extract<ShownMessage['author'], { kind: 'ai' | 'agent' | 'system' }>;

/** Who writes for the shop, as a round sign. A machine's is always 'AI'. */
export function AuthorSign({ author }: { author: ShopAuthor }) {
  const { t } = useWords();
  if (author.kind === 'agent')
    return (
      <span class="sign sign-agent" aria-hidden="true">
        {[...author.name][0] ?? t('author.agent-mark')}
      </span>
    );
  return (
    <span class="sign sign-ai" role="img" aria-label={t('author.ai-explained')}>
      {t('author.ai-mark')}
    </span>
  );
}

/** The name above the first of several messages. */
export function AuthorName({ author }: { author: ShopAuthor }) {
  const { t } = useWords();
  if (author.kind !== 'agent')
    return (
      <p class="author-name">
        {t('author.ai')} <span class="tag tag-ai">{t('author.ai-mark')}</span>
      </p>
    );
  return (
    <p class="author-name">
      {author.name || t('author.agent', { name: '' })} <span class="tag tag-agent">{t('author.agent-mark')}</span>
    </p>
  );
}
