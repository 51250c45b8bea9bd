/** @jsxImportSource preact */
import { useWords } from '../hooks/chat-context.ts';
import type { WidgetState } from '../state/widget-state.ts';
import { AuthorSign } from './Author.tsx';

/** A reply that is still being written: its words so far, or dots. The finished message takes its place. */
export function BeingWritten({ typing, streamed }: { typing: WidgetState['typing']; streamed: string }) {
  const { t } = useWords();
  if (!typing && streamed === '') return null;
  const isStaff = streamed === '' && typing?.by === 'staff';
  const author = isStaff ? ({ kind: 'agent', name: typing.name } as const) : ({ kind: 'ai' } as const);
  const words = !isStaff ? t('typing.ai') : typing.name ? t('typing.agent', { name: typing.name }) : t('typing.agent-unnamed');
  return (
    <div class="row row-shop is-first being-written" aria-live="off">
      <AuthorSign author={author} />
      <div class="row-content">
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
