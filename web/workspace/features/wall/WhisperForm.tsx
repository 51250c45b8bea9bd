import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { newClientId } from '../conversation/new-client-id.ts';
import styles from './wall.module.css';

/** A word to the agent that the customer never sees: a private note in the thread. */
export function WhisperForm({ conversationId, onDone }: { conversationId: string; onDone(): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    api
      .send(conversationId, {
        clientId: newClientId(),
        content: [{ kind: 'text', text: text.trim() }],
        isPrivate: true,
      })
      .then(
        () => {
          showToast({ tone: 'success', words: t('wall.whispered') });
          onDone();
        },
        (error: unknown) => showToast({ tone: 'danger', words: problemText(t, error) }),
      );
  };
  return (
    <form className={styles.whisper} onSubmit={send}>
      <input
        className={styles.input}
        value={text}
        maxLength={2_000}
        aria-label={t('wall.whisperWords')}
        placeholder={t('wall.whisperWords')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="small">
        {t('wall.send')}
      </Button>
    </form>
  );
}
