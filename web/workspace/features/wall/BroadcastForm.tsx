import { Megaphone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import styles from './wall.module.css';

/** A word to everybody at work, on their screens at once. */
export function BroadcastForm() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const mayBroadcast = useAbility('load.set');
  if (!mayBroadcast) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    api.broadcast(text.trim()).then(
      () => setText(''),
      (error: unknown) => showToast({ tone: 'danger', words: problemText(t, error) }),
    );
  };
  return (
    <form className={styles.whisper} onSubmit={send}>
      <input
        className={styles.input}
        value={text}
        maxLength={500}
        aria-label={t('wall.broadcastWords')}
        placeholder={t('wall.broadcastWords')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" icon={<Megaphone aria-hidden="true" />}>
        {t('wall.broadcast')}
      </Button>
    </form>
  );
}
