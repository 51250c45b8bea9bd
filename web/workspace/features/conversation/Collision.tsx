import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { authorName } from './author-name.ts';
import styles from './Collision.module.css';
import { MessageParts } from './MessageParts.tsx';

/** Somebody else has answered while one was writing: their words, before one's own go out. */
export function Collision(props: { messages: readonly Message[]; onSend(): void; onEdit(): void; onDiscard(): void }) {
  const { t } = useTranslation();
  const last = props.messages.at(-1);
  if (!last) return null;
  return (
    <section className={styles.panel} role="alert">
      <p className={styles.title}>
        <TriangleAlert aria-hidden="true" />
        {t('collision.title', { name: authorName(t, last.author) })}
      </p>
      <div className={styles.words}>
        {props.messages.map((message) => (
          <MessageParts key={message.messageId} content={message.content} />
        ))}
      </div>
      <div className={styles.choices}>
        <Button size="small" look="primary" onClick={props.onEdit}>
          {t('collision.edit')}
        </Button>
        <Button size="small" onClick={props.onSend}>
          {t('collision.sendAnyway')}
        </Button>
        <Button size="small" look="quiet" onClick={props.onDiscard}>
          {t('collision.discard')}
        </Button>
      </div>
    </section>
  );
}
