import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageReading, OwnIntentRow } from '../../../api/knowledge-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { onEnter } from '../../../ui/on-enter.ts';
import { problemText } from '../../format/problem-text.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import styles from './KnowledgeScene.module.css';

/** Reads a sentence as the AI would, with the wish in the form as if it were released; nothing is kept. */
export function TryMessage({ intent }: { intent: OwnIntentRow | undefined }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const reading = useMutation({ mutationFn: (words: string) => api.readMessage(words, intent) });
  const isReady = intent !== undefined && text.trim() !== '' && !reading.isPending;
  const tryOut = () => {
    if (isReady) reading.mutate(text.trim());
  };
  const tell = ({ own, builtIn }: MessageReading) => {
    if (own) return t('ownIntents.own', { name: own.name });
    const names = builtIn.flatMap(({ name }) => (name ? [inLanguage(name, i18n.language)] : []));
    return names.length === 0
      ? t('ownIntents.notKnown')
      : t('ownIntents.builtIn', { names: names.slice(0, 2).join(' / ') });
  };
  return (
    <div>
      <Field label={t('ownIntents.tryOut')} hint={t('ownIntents.tryHint')}>
        {(ids) => (
          <div className={styles.foot}>
            <input
              {...ids}
              className={`control ${styles.grow}`}
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={onEnter(tryOut)}
            />
            <Button disabled={!isReady} onClick={tryOut}>
              {t('ownIntents.tryOut')}
            </Button>
          </div>
        )}
      </Field>
      <p role="status" className={styles.reading}>
        {reading.data && tell(reading.data)}
        {reading.isError && problemText(t, reading.error)}
      </p>
    </div>
  );
}
