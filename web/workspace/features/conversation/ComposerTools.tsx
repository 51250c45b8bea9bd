import { ImagePlus, MessageSquareText, SendHorizontal } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useAbility } from '../../session/use-session.ts';
import { useRing } from '../../shell/desk-events.ts';
import { CardPicker } from './CardPicker.tsx';
import styles from './ComposerTools.module.css';
import type { Composer } from './use-composer.ts';

const modes = ['reply', 'note'] as const;

/** The line below the typed words: reply or note, pictures, cards, canned replies, sending. */
export function ComposerTools({
  composer,
  detail,
  isTooLong,
}: {
  composer: Composer;
  detail: ConversationDetail;
  isTooLong: boolean;
}) {
  const { t } = useTranslation();
  const mayReply = useAbility('conversations.reply');
  const mayUpload = useAbility('files.upload');
  const picker = useRef<HTMLInputElement>(null);
  const ring = useRing();
  const isNote = composer.mode === 'note';
  return (
    <div className={styles.tools}>
      <div className={styles.modes} role="radiogroup" aria-label={t('compose.label')}>
        {modes.map((mode) => (
          // biome-ignore lint/a11y/useSemanticElements: two buttons in a row read better than two radio circles
          <button
            key={mode}
            type="button"
            role="radio"
            aria-checked={composer.mode === mode}
            disabled={mode === 'reply' && !mayReply}
            className={styles.mode}
            onClick={() => composer.setMode(mode)}
          >
            {t(`compose.mode.${mode}`)}
          </button>
        ))}
      </div>
      {mayUpload && (
        <>
          <IconButton label={t('compose.image')} icon={<ImagePlus />} onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            accept="image/jpeg,image/png,image/webp,image/gif"
            multiple
            hidden
            onChange={(event) => {
              composer.attachments.add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
      {!isNote && (
        <>
          <CardPicker conversation={detail.conversation} send={composer.sendCard} />
          <IconButton
            label={t('compose.canned')}
            icon={<MessageSquareText />}
            onClick={() => ring('open-canned', undefined)}
          />
        </>
      )}
      <span className={styles.hint}>{t('compose.hint')}</span>
      <Button
        look="primary"
        icon={<SendHorizontal aria-hidden="true" />}
        aria-disabled={!composer.canSend || isTooLong}
        onClick={() => !isTooLong && composer.send(composer.collision !== undefined)}
      >
        {isNote ? t('compose.saveNote') : t('compose.send')}
      </Button>
    </div>
  );
}
