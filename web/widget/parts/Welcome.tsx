/** @jsxImportSource preact */
import type { WidgetShop } from '../../api/index.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { AuthorName, AuthorSign } from './Author.tsx';
import { Icon } from './Icon.tsx';

/** First words and common questions, before anybody has written. */
export function Welcome({ shop }: { shop: WidgetShop | undefined }) {
  const { outbox } = useChat();
  const { t } = useWords();
  const author = { kind: 'ai' } as const;
  return (
    <>
      <article class="row row-shop is-first" aria-label={t('author.ai')}>
        <AuthorSign author={author} />
        <div class="row-content">
          <AuthorName author={author} />
          <div class="bubble">{shop?.welcome ?? t('welcome.fallback')}</div>
        </div>
      </article>
      {shop && shop.popularQuestions.length > 0 && (
        <section class="popular" aria-label={t('welcome.popular')}>
          <h3>{t('welcome.popular')}</h3>
          {shop.popularQuestions.map((text) => (
            <button key={text} type="button" onClick={() => outbox.add([{ kind: 'text', text }])}>
              <span>{text}</span>
              <Icon name="forward" size={16} />
            </button>
          ))}
        </section>
      )}
      {shop?.hoursText && <p class="hours">{t('human.hours', { hours: shop.hoursText })}</p>}
    </>
  );
}
