import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, PanelRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Badge, type Tone } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { customerNameOf } from '../../format/customer-name.ts';
import { useSession } from '../../session/use-session.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { ChannelIcon } from '../inbox/ChannelIcon.tsx';
import { EmotionMark } from '../inbox/EmotionMark.tsx';
import { WaitClock } from '../inbox/WaitClock.tsx';
import styles from './ConversationHead.module.css';
import { useHandlerText } from './use-handler-text.ts';
import { Viewers } from './Viewers.tsx';

/** Who it is, who has it, and what can be done with it. */
export function ConversationHead({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { conversation, customer } = detail;
  const name = customerNameOf(t, customer.displayName, customer.customerId);
  const isClosed = conversation.status === 'closed';
  return (
    <header className={styles.head}>
      <Link
        to="/"
        search={({ panel: _panel, earlier: _earlier, ...rest }) => rest}
        className={styles.back}
        aria-label={t('conversation.backToList')}
      >
        <ChevronLeft aria-hidden="true" />
      </Link>
      <Avatar name={name} />
      <div className={styles.who}>
        <div className={styles.line}>
          <h2 className={styles.name}>{name}</h2>
          <ChannelIcon channelId={conversation.channelId} />
          <EmotionMark emotion={conversation.emotion} intensity={conversation.intensity} />
        </div>
        <div className={styles.line}>
          <HandlerBadge detail={detail} />
          {conversation.waitingSince && !isClosed && <WaitClock since={conversation.waitingSince} />}
          <Viewers conversationId={conversation.conversationId} first={detail.viewers} />
        </div>
      </div>
      <div className={styles.actions}>
        {isClosed ? <ActionButton action="reopen" look="primary" /> : <OpenActions detail={detail} />}
        <span className={styles.panelToggle}>
          <IconButton
            label={t('conversation.details')}
            icon={<PanelRight />}
            onClick={() => void navigate({ to: '.', search: (old) => ({ ...old, panel: true }) })}
          />
        </span>
      </div>
    </header>
  );
}

/** Taking stands first as long as the conversation is nobody's or somebody else's. */
function OpenActions({ detail }: { detail: ConversationDetail }) {
  const { staff } = useSession();
  const { handler } = detail.conversation;
  const isMine = handler.kind === 'agent' && handler.staffId === staff.staffId;
  if (!isMine)
    return (
      <>
        <ActionButton action="take" look="primary" />
        {handler.kind !== 'ai' && <ActionButton action="transfer" />}
        <ActionButton action="close" />
      </>
    );
  return (
    <>
      <ActionButton action="giveBack" />
      <ActionButton action="transfer" />
      <ActionButton action="close" />
    </>
  );
}

function HandlerBadge({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation();
  const text = useHandlerText(detail.conversation);
  if (detail.conversation.status === 'closed') return <Badge>{t('status.closed')}</Badge>;
  const tones: Readonly<Record<string, Tone>> = { ai: 'ai', queue: 'warning', agent: 'accent' };
  return <Badge tone={tones[detail.conversation.handler.kind] ?? 'neutral'}>{text}</Badge>;
}
