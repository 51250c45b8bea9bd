import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { api } from '../../session/api.ts';
import { newId } from '../../session/new-id.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import styles from './wall.module.css';

/** A word to the agent that the customer never sees: a private note in the thread. */
export function WhisperForm({ conversationId, onDone }: { conversationId: string; onDone(): void }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const [text, setText] = useState('');
  const whisper = useMutation({
    mutationFn: (words: string) =>
      api.send(conversationId, { clientId: newId(), content: [{ kind: 'text', text: words }], isPrivate: true }),
    onSuccess: () => {
      showToast({ tone: 'success', words: t('wall.whispered') });
      onDone();
    },
    onError: tellProblem,
  });
  const isReady = text.trim() !== '' && !whisper.isPending;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) whisper.mutate(text.trim());
  };
  return (
    <form className={styles.whisper} onSubmit={send}>
      <input
        className="control"
        value={text}
        maxLength={2_000}
        aria-label={t('wall.whisperWords')}
        placeholder={t('wall.whisperWords')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="small" disabled={!isReady}>
        {t('wall.send')}
      </Button>
    </form>
  );
}
