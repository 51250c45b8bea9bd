import { useTranslation } from 'react-i18next';
import type { ContentPart, ConversationEvent } from '../../../api/index.ts';
import { isOneOf } from '../../format/one-of.ts';
import { hourText } from '../../format/time.ts';
import styles from './EventLine.module.css';

const known = [
  'queued',
  'queue-left',
  'assigned',
  'transferred',
  'returned-to-ai',
  'closed',
  'reopened',
  'out-of-hours',
  'task-created',
  'identity-matched',
] as const satisfies readonly ConversationEvent[];

/** What happened besides words: queued, taken, transferred, closed. */
export function EventLine({ events, at }: { events: readonly ContentPart[]; at: string }) {
  const { t, i18n } = useTranslation();
  const texts = events.flatMap((part) =>
    part.kind === 'event' && isOneOf(known, part.event)
      ? [t(`event.${part.event}`, { name: part.parameters.name || t('event.somebody') })]
      : [],
  );
  if (texts.length === 0) return null;
  return (
    <p className={styles.event}>
      {texts.join(' · ')} <time dateTime={at}>{hourText(at, i18n.language)}</time>
    </p>
  );
}
