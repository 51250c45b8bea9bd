import { RotateCcw, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import type { Outgoing } from '../../cache/outgoing.ts';
import { previewOf } from '../../cache/preview.ts';
import { useRing } from '../../shell/desk-events.ts';
import { MessageParts } from './MessageParts.tsx';
import bubble from './MessageView.module.css';
import { useOutbox } from './OutboxProvider.tsx';
import styles from './OutgoingView.module.css';

/** One's own message on its way. What was refused can be sent again or put back into the reply box. */
export function OutgoingView({ outgoing }: { outgoing: Outgoing }) {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const ring = useRing();
  const takeBack = () => {
    outbox.drop(outgoing);
    ring('insert', previewOf(outgoing.content));
  };
  return (
    <article className={classNames(bubble.message, bubble.right)} aria-busy={outgoing.state === 'sending'}>
      <div
        className={classNames(
          bubble.bubble,
          outgoing.isPrivate ? bubble.private : bubble.agent,
          outgoing.state !== 'stored' && styles.faint,
        )}
      >
        <MessageParts content={outgoing.content} />
      </div>
      <footer className={classNames(bubble.foot, outgoing.state === 'failed' && styles.failed)}>
        {outgoing.state === 'sending' && t('message.sending')}
        {outgoing.state === 'held' && t('message.retrying')}
        {outgoing.state === 'failed' && (
          <>
            <span>{t('common.pair', { name: t('message.failed'), value: outgoing.problem })}</span>
            <Button size="small" icon={<RotateCcw aria-hidden="true" />} onClick={() => outbox.retry(outgoing)}>
              {t('message.resend')}
            </Button>
            <Button size="small" icon={<Undo2 aria-hidden="true" />} onClick={takeBack}>
              {t('message.discard')}
            </Button>
          </>
        )}
      </footer>
    </article>
  );
}
