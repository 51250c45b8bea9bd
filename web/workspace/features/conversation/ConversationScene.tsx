import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { LoadFailed } from '../../shell/LoadFailed.tsx';
import { CustomerColumn } from '../customer/CustomerColumn.tsx';
import { CallBackCard } from './CallBackCard.tsx';
import { Composer } from './Composer.tsx';
import { ConversationHead } from './ConversationHead.tsx';
import styles from './ConversationScene.module.css';
import { EarlierConversation } from './EarlierConversation.tsx';
import { HandOffCard } from './HandOffCard.tsx';
import { Thread } from './Thread.tsx';
import { TransferPanel } from './TransferPanel.tsx';
import { useConversation } from './use-conversation.ts';

/** The open conversation with its customer beside it. */
export function ConversationScene() {
  const { conversationId } = useParams({ from: '/workspace/inbox/conversations/$conversationId' });
  const { panel, earlier } = useSearch({ from: '/workspace/inbox' });
  return (
    <div className={styles.scene} data-shown={panel ? 'panel' : 'conversation'}>
      {earlier ? (
        <EarlierConversation key={earlier} conversationId={earlier} />
      ) : (
        <OpenConversation key={conversationId} conversationId={conversationId} />
      )}
      <CustomerColumn key={`panel-${conversationId}`} conversationId={conversationId} />
    </div>
  );
}

function OpenConversation({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const query = useConversation(conversationId);
  if (!query.data)
    return (
      <main className={styles.conversation} aria-label={t('conversation.label')}>
        {query.isError ? (
          <LoadFailed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={7} label={t('common.loading')} />
        )}
      </main>
    );
  return (
    <main className={styles.conversation} aria-label={t('conversation.label')}>
      <ConversationHead detail={query.data} />
      <TransferPanel detail={query.data} />
      {query.data.handOff && <HandOffCard handOff={query.data.handOff} conversation={query.data.conversation} />}
      <CallBackCard conversation={query.data.conversation} />
      <Thread detail={query.data} />
      <Composer detail={query.data} />
    </main>
  );
}
