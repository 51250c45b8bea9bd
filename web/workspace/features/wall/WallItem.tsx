import { useNavigate } from '@tanstack/react-router';
import { Ear, HandHelping, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffView } from '../../../api/index.ts';
import type { WallWaiting } from '../../../api/routing-calls.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { customerNameOf } from '../../format/customer-name.ts';
import { reasonText } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { EmotionMark } from '../inbox/EmotionMark.tsx';
import { LastWords } from '../inbox/LastWords.tsx';
import { WaitClock } from '../inbox/WaitClock.tsx';
import { urgencyText } from './routing-text.ts';
import { conversationDrag, type Reassign } from './use-reassign.ts';
import { WhisperForm } from './WhisperForm.tsx';
import styles from './wall.module.css';

/** One conversation on the wall: drag it to somebody, or give, whisper and barge in by its buttons. */
export function WallItem(props: {
  conversation: WallWaiting;
  people: readonly StaffView[];
  reassign: Reassign;
  isWaiting?: boolean;
}) {
  const { t } = useTranslation();
  const { conversation, people, reassign } = props;
  const [isWhispering, setWhispering] = useState(false);
  const name = customerNameOf(t, conversation.customerName, conversation.customerId);
  return (
    <li
      className={styles.item}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(conversationDrag, conversation.conversationId);
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <div className={styles.line}>
        {conversation.position !== undefined && <span className={styles.place}>{conversation.position}</span>}
        <strong className={styles.customer}>{name}</strong>
        <EmotionMark emotion={conversation.emotion} intensity={conversation.intensity} />
        <WaitClock since={conversation.since} />
      </div>
      <p className={styles.words}>
        <LastWords by={conversation.by} text={conversation.text} />
      </p>
      {props.isWaiting && (
        <p className={styles.why}>
          {[
            reasonText(t, conversation.reason),
            ...(conversation.urgency ?? []).map((part) => urgencyText(t, part)),
          ].join(' · ')}
        </p>
      )}
      <div className={styles.verbs}>
        <Menu
          items={giveItems(conversation, people, reassign, t('wall.giveTo'))}
          trigger={<IconButton label={t('wall.giveTo')} icon={<UserRoundPlus />} />}
        />
        <IconButton
          label={t('wall.whisper')}
          icon={<Ear />}
          aria-expanded={isWhispering}
          onClick={() => setWhispering(!isWhispering)}
        />
        <BargeIn conversationId={conversation.conversationId} />
      </div>
      {isWhispering && <WhisperForm conversationId={conversation.conversationId} onDone={() => setWhispering(false)} />}
    </li>
  );
}

function BargeIn({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const navigate = useNavigate();
  const bargeIn = () =>
    api
      .take(conversationId)
      .then(() => navigate({ to: '/conversations/$conversationId', params: { conversationId } }), tellProblem);
  return <IconButton label={t('wall.bargeIn')} icon={<HandHelping />} onClick={() => void bargeIn()} />;
}

function giveItems(
  conversation: WallWaiting,
  people: readonly StaffView[],
  reassign: Reassign,
  heading: string,
): MenuItem[] {
  return [
    { kind: 'heading', id: 'heading', label: heading },
    ...people
      .filter((person) => person.staffId !== conversation.staffId)
      .map(
        (person): MenuItem => ({
          kind: 'item',
          id: person.staffId,
          label: person.name,
          hint: `${person.load}/${person.capacity}`,
          run: () => reassign(conversation.conversationId, person.staffId),
        }),
      ),
  ];
}
