import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useAbility } from '../../session/use-session.ts';
import { WhyBody } from './WhyBody.tsx';
import styles from './WhyButton.module.css';

/** Opens the reasons of one answer of the AI beside the conversation. */
export function WhyButton({ conversationId, turnId }: { conversationId: string; turnId: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const mayAsk = useAbility('turns.explain');
  if (!mayAsk) return null;
  return (
    <>
      <button type="button" className={styles.why} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('message.why')}
      </button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={t('why.title')}
        closeLabel={t('common.close')}
        place="side"
      >
        <WhyBody conversationId={conversationId} turnId={turnId} />
      </Dialog>
    </>
  );
}
