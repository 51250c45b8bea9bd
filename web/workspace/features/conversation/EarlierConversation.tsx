import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import scene from './ConversationScene.module.css';
import styles from './EarlierConversation.module.css';
import { Thread } from './Thread.tsx';

/** An earlier conversation of the same customer, to be read only. */
export function EarlierConversation({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery({
    queryKey: keys.conversation(conversationId),
    queryFn: () => api.conversation(conversationId),
  });
  const back = () => void navigate({ to: '.', search: ({ earlier: _earlier, ...rest }) => rest });
  return (
    <main className={scene.conversation} aria-label={t('conversation.readOnlyEarlier')}>
      <div className={styles.banner}>
        <Button size="small" icon={<ChevronLeft aria-hidden="true" />} onClick={back}>
          {t('conversation.backToCurrent')}
        </Button>
        <span>{t('conversation.readOnlyEarlier')}</span>
      </div>
      <Loaded query={query}>{(detail) => <Thread detail={detail} isReadOnly />}</Loaded>
    </main>
  );
}
