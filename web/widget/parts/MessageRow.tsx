/** @jsxImportSource preact */
import { clockTime } from '../format.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import type { ThreadRow } from '../state/thread-rows.ts';
import { AuthorName, AuthorSign } from './Author.tsx';
import { MessageBody, type MessageBodyProps } from './MessageBody.tsx';

type Row = Extract<ThreadRow, { kind: 'message' }>;

/** One message with who wrote it, when, and whether the shop has read it. */
export function MessageRow({
  row,
  isRevealed,
  ...body
}: { row: Row; isRevealed: boolean } & Omit<MessageBodyProps, 'content'>) {
  const { store } = useChat();
  const { t, language } = useWords();
  const { author, createdAt, content, messageId } = row.message;
  const time = <time dateTime={createdAt}>{clockTime(createdAt, language)}</time>;
  const reveal = { onEnd: () => store.dispatch({ type: 'revealed', messageId }) };
  const shown = <MessageBody {...body} content={content} {...(isRevealed ? { reveal } : {})} />;
  if (author.kind === 'customer')
    return (
      <article class={`row row-own${row.isFirst ? ' is-first' : ''}`} aria-label={t('author.own')}>
        {shown}
        {(row.mark || row.isLast) && (
          <p class="row-foot">
            {row.mark && <span>{t(`mark.${row.mark}`)}</span>}
            {time}
          </p>
        )}
      </article>
    );
  const name = author.kind === 'agent' ? t('author.agent', { name: author.name }) : t('author.ai');
  return (
    <article class={`row row-shop${row.isFirst ? ' is-first' : ''}`} aria-label={name}>
      <AuthorSign author={author} />
      <div class="row-content">
        {row.isFirst && <AuthorName author={author} />}
        {shown}
        {row.isLast && <p class="row-foot">{time}</p>}
      </div>
    </article>
  );
}
