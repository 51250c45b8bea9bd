import { ChevronDown, ChevronUp, ClipboardList } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, QueueSummary } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { secondsSince } from '../../format/time.ts';
import { useNow } from '../../format/use-now.ts';
import { reasonText } from '../../format/words.ts';
import { EmotionMark } from '../inbox/EmotionMark.tsx';
import { useWaitText } from '../inbox/WaitClock.tsx';
import { RoutingWhy } from '../wall/RoutingWhy.tsx';
import { assignmentText } from './assignment-text.ts';
import styles from './HandOffCard.module.css';

/** What an agent must know before the first word: why, what about, what is known already. */
export function HandOffCard({ handOff, conversation }: { handOff: QueueSummary; conversation: Conversation }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(conversation.status !== 'closed');
  // The order stands in front already.
  const slots = handOff.slots.filter((slot) => slot.value !== handOff.orderId);
  const assigned = assignmentText(t, handOff.assignmentReason);
  return (
    <section className={styles.card} aria-label={t('handOff.title')}>
      <div className={styles.head}>
        <ClipboardList aria-hidden="true" />
        <h3 className={styles.title}>{t('handOff.title')}</h3>
        <Badge>{reasonText(t, handOff.reason)}</Badge>
        <EmotionMark emotion={handOff.emotion} intensity={handOff.intensity} />
        {conversation.handler.kind === 'queue' && <Waited since={handOff.queuedAt} />}
        <span className={styles.fold}>
          <IconButton
            label={isOpen ? t('handOff.fold') : t('handOff.unfold')}
            icon={isOpen ? <ChevronUp /> : <ChevronDown />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          />
        </span>
      </div>
      {isOpen && (
        <div className={styles.body}>
          {handOff.text !== '' && <p className={styles.words}>{handOff.text}</p>}
          <dl className={styles.facts}>
            {handOff.orderId && <Fact label={t('handOff.order')} value={handOff.orderId} />}
            {slots.map((slot) => (
              <Fact key={slot.label} label={slot.label} value={slot.value} />
            ))}
            {handOff.tried.length > 0 && <Fact label={t('handOff.tried')} value={handOff.tried.join('；')} />}
            {assigned && <Fact label={t('handOff.assignedBecause')} value={assigned} />}
          </dl>
          <RoutingWhy conversationId={conversation.conversationId} version={conversation.version} />
        </div>
      )}
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Waited({ since }: { since: string }) {
  const { t } = useTranslation();
  const text = useWaitText(secondsSince(since, useNow()));
  return <span className={styles.waited}>{t('handOff.waited', { time: text })}</span>;
}
