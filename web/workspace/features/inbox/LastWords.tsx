import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../api/index.ts';

/** The last words of a conversation in a list; the shop's own begin with who has said them. */
export function LastWords({ by, text }: { by: Conversation['lastMessageBy']; text: string }) {
  const { t } = useTranslation();
  return (
    <>
      {(by === 'ai' || by === 'agent') && t(`inbox.row.by.${by}`)}
      {text === '[image]' ? t('inbox.row.image') : text}
    </>
  );
}
