/** @jsxImportSource preact */
import { useMemo, useRef, useState } from 'preact/hooks';
import { dayName } from '../format.ts';
import { useChat, useWords } from '../hooks/chat-context.ts';
import { useStickToEnd } from '../hooks/use-stick-to-end.ts';
import { findForm, formStateOf, isRatingOpen } from '../state/open-parts.ts';
import { type ThreadRow, threadRows } from '../state/thread-rows.ts';
import { shownMessages } from '../state/threads.ts';
import type { WidgetState } from '../state/widget-state.ts';
import { BeingWritten } from './BeingWritten.tsx';
import { EventLine } from './EventLine.tsx';
import { Icon } from './Icon.tsx';
import { MessageRow } from './MessageRow.tsx';
import { PendingRow } from './PendingRow.tsx';
import type { ShownPicture } from './Picture.tsx';
import { RatingCard } from './RatingCard.tsx';
import { Welcome } from './Welcome.tsx';

/** Further up than this, older messages are fetched (px). */
const olderMargin = 40;

/** The conversation: what was said, what is on its way, what can be pressed. */
export function Thread({ state, onPicture }: { state: WidgetState; onPicture(picture: ShownPicture): void }) {
  const chat = useChat();
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { threads, conversation, pending, revealed, shop, hasOlder, isLoadingOlder } = state;
  const rows = useMemo(() => threadRows({ threads, conversation, pending }), [threads, conversation, pending]);
  const messages = shownMessages(threads);
  const firstKey = messages[0]?.messageId ?? '';
  const { isAtEnd, toEnd, onScroll } = useStickToEnd(scroller, content, {
    firstKey,
    ownKey: pending.at(-1)?.clientId ?? '',
  });
  const [seen, setSeen] = useState(messages.length);
  if (isAtEnd && seen !== messages.length) setSeen(messages.length);
  const isOnline = state.connection === 'online';
  const shownRows = useMemo(
    () =>
      rows.map((row) => (
        <Row
          key={row.key}
          row={row}
          around={{ threads, pending, revealed, isOnline }}
          isLast={row === rows.at(-1)}
          onPicture={onPicture}
        />
      )),
    [rows, threads, pending, revealed, isOnline, onPicture],
  );
  return (
    <div class="thread-frame">
      <div
        ref={scroller}
        class="thread"
        role="log"
        aria-live="polite"
        aria-label={t('panel.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={() => {
          onScroll();
          const top = scroller.current?.scrollTop ?? 0;
          if (hasOlder && !isLoadingOlder && top < olderMargin) void chat.loadOlder();
        }}
      >
        <div ref={content} class="thread-content">
          {hasOlder && (
            <button
              type="button"
              class="button-quiet older"
              disabled={isLoadingOlder}
              onClick={() => void chat.loadOlder()}
            >
              {t(isLoadingOlder ? 'thread.loading-older' : 'thread.older')}
            </button>
          )}
          {messages.length === 0 && <Welcome shop={shop} />}
          {shownRows}
          <BeingWritten state={state} after={rows.at(-1)} />
          {isRatingOpen(state) && conversation && (
            <RatingCard
              onSkip={() =>
                chat.store.dispatch({ type: 'rating-skipped', conversationId: conversation.conversationId })
              }
            />
          )}
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" class="to-end" aria-label={t('thread.to-end')} onClick={toEnd}>
          {messages.length > seen && <span>{t('thread.new-messages')}</span>}
          <Icon name="down" size={18} />
        </button>
      )}
    </div>
  );
}

type RowProps = {
  row: ThreadRow;
  around: Pick<WidgetState, 'threads' | 'pending' | 'revealed'> & { isOnline: boolean };
  isLast: boolean;
  onPicture(picture: ShownPicture): void;
};

function Row({ row, around, isLast, onPicture }: RowProps) {
  const { t, language } = useWords();
  const body = { onPicture, findForm: (formId: string) => findForm(around.threads, formId) };
  switch (row.kind) {
    case 'day':
      return (
        <p class="day-line">
          <time dateTime={row.at}>{dayName(row.at, new Date(), language, t)}</time>
        </p>
      );
    case 'earlier-end':
      return <p class="day-line">{t('thread.earlier-end')}</p>;
    case 'event':
      return <EventLine part={row.part} at={row.at} />;
    case 'pending':
      return <PendingRow row={row} isOnline={around.isOnline} {...body} />;
    case 'message':
      return (
        <MessageRow
          row={row}
          isRevealed={around.revealed.has(row.message.messageId)}
          isLatest={isLast}
          formState={(form) => formStateOf(around, row.message, form)}
          {...body}
        />
      );
  }
}
