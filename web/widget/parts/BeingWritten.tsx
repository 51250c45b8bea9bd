/** @jsxImportSource preact */
import { useWords } from '../hooks/chat-context.ts';
import type { ThreadRow } from '../state/thread-rows.ts';
import type { WidgetState } from '../state/widget-state.ts';
import { AuthorName, AuthorSign } from './Author.tsx';

/** A reply that is still being written: its words so far, or dots. The finished message takes its place. */
export function BeingWritten({ state, after }: { state: WidgetState; after: ThreadRow | undefined }) {
  const { typing, streamed } = state;
  const { t } = useWords();
  if (!typing && streamed === '') return null;
  const isStaff = streamed === '' && typing?.by === 'staff';
  const author = isStaff ? ({ kind: 'agent', name: typing.name } as const) : ({ kind: 'ai' } as const);
  const words = !isStaff
    ? t('typing.ai')
    : typing.name
      ? t('typing.agent', { name: typing.name })
      : t('typing.agent-unnamed');
  // As the finished message will be shown, so that nothing moves when it comes.
  const isFirst = after?.kind !== 'message' || after.message.author.kind !== author.kind;
  return (
    <div class={`row row-shop${isFirst ? ' is-first' : ''}`} aria-live="off">
      <AuthorSign author={author} />
      <div class="row-content">
        {isFirst && <AuthorName author={author} />}
        {streamed ? (
          <div class="bubble">{streamed}</div>
        ) : (
          <div class="bubble dots" role="img" aria-label={words} title={words}>
            <i />
            <i />
            <i />
          </div>
        )}
      </div>
    </div>
  );
}
