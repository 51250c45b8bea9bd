/** @jsxImportSource preact */
import type { ContentPart, ConversationEvent } from '../../api/index.ts';
import { clockTime } from '../format.ts';
import { useWords } from '../hooks/chat-context.ts';
import type { TextKey } from '../i18n.ts';

type EventPart = Extract<ContentPart, { kind: 'event' }>;

const words: Readonly<Record<ConversationEvent, { named: TextKey; unnamed: TextKey }>> = {
  queued: both('event.queued'),
  'queue-left': both('event.queue-left'),
  assigned: { named: 'event.assigned', unnamed: 'event.assigned-unnamed' },
  transferred: { named: 'event.transferred', unnamed: 'event.transferred-unnamed' },
  'returned-to-ai': both('event.returned-to-ai'),
  closed: both('event.closed'),
  reopened: both('event.reopened'),
  'out-of-hours': both('event.out-of-hours'),
  'task-created': both('event.task-created'),
  'identity-matched': both('event.identity-matched'),
};

/** What happened to the conversation, in one quiet line. */
export function EventLine({ part, at }: { part: EventPart; at: string }) {
  const { t, language } = useWords();
  const known = Object.entries(words).find(([event]) => event === part.event)?.[1];
  // A newer server may tell of what this window does not know.
  if (!known) return null;
  return (
    <p class="event-line">
      {t(part.parameters.name ? known.named : known.unnamed, part.parameters)}
      <time dateTime={at}>{clockTime(at, language)}</time>
    </p>
  );
}

function both(key: TextKey) {
  return { named: key, unnamed: key };
}
