import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../cache/live.ts';
import { listText } from '../../format/list-text.ts';
import { useSession } from '../../session/use-session.ts';
import { useLive } from './use-conversation.ts';
import styles from './Viewers.module.css';

/** Which colleagues look at the conversation or write in it at this moment. */
export function Viewers({ conversationId, first }: { conversationId: string; first: readonly Viewer[] }) {
  const { t } = useTranslation();
  const { staff } = useSession();
  const live = useLive(conversationId);
  const others = (live.viewers.length > 0 ? live.viewers : first).filter((viewer) => viewer.staffId !== staff.staffId);
  const typing = others.filter((viewer) => viewer.isTyping);
  if (others.length === 0) return null;
  const names = listText(
    t,
    (typing.length > 0 ? typing : others).map((viewer) => viewer.name),
  );
  return (
    <span className={typing.length > 0 ? styles.typing : styles.viewers} role="status">
      <Eye aria-hidden="true" />
      {typing.length > 0 ? t('conversation.viewerTyping', { names }) : t('conversation.viewing', { names })}
    </span>
  );
}
