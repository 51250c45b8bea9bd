import { useMutation } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import styles from './wall.module.css';

/** A word to everybody at work, on their screens at once. */
export function BroadcastForm() {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const [text, setText] = useState('');
  const mayBroadcast = useAbility('load.set');
  const broadcast = useMutation({
    mutationFn: (words: string) => api.broadcast(words),
    onSuccess: () => setText(''),
    onError: tellProblem,
  });
  const isReady = text.trim() !== '' && !broadcast.isPending;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) broadcast.mutate(text.trim());
  };
  if (!mayBroadcast) return null;
  return (
    <form className={styles.whisper} onSubmit={send}>
      <input
        className="control"
        value={text}
        maxLength={500}
        aria-label={t('wall.broadcastWords')}
        placeholder={t('wall.broadcastWords')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" icon={<Megaphone aria-hidden="true" />} disabled={!isReady}>
        {t('wall.broadcast')}
      </Button>
    </form>
  );
}
