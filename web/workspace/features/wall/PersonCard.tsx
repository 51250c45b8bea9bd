import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffView, WallConversation } from '../../../api/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { conversationDrag, type Reassign } from './use-reassign.ts';
import { WallItem } from './WallItem.tsx';
import styles from './wall.module.css';

/** Somebody at work with what that person holds; a conversation dropped here is given to that person. */
export function PersonCard(props: {
  person: StaffView;
  held: readonly WallConversation[];
  people: readonly StaffView[];
  reassign: Reassign;
}) {
  const { t } = useTranslation();
  const { person, held } = props;
  const [isOver, setOver] = useState(false);
  const isFull = person.load >= person.capacity;
  return (
    // Dropping is a second way; the menu of each conversation does the same by keyboard.
    <article
      className={styles.person}
      data-over={isOver}
      data-full={isFull}
      aria-label={person.name}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(conversationDrag)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const conversationId = event.dataTransfer.getData(conversationDrag);
        if (conversationId) props.reassign(conversationId, person.staffId);
      }}
    >
      <div className={styles.line}>
        <Avatar name={person.name} />
        <strong className={styles.customer}>{person.name}</strong>
        <span className={styles.presence} data-presence={person.presence}>
          {t(`presence.${person.presence}`)}
        </span>
        <span className={styles.load}>{t('overview.agentLoad', { load: person.load, capacity: person.capacity })}</span>
      </div>
      {held.length > 0 && (
        <ul className={styles.list}>
          {held.map((one) => (
            <WallItem key={one.conversationId} conversation={one} people={props.people} reassign={props.reassign} />
          ))}
        </ul>
      )}
    </article>
  );
}
