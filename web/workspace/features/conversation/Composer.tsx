import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { classNames } from '../../../ui/class-names.ts';
import { customerNameOf } from '../../format/customer-name.ts';
import { useSession } from '../../session/use-session.ts';
import { ActionButton } from '../../shell/ActionButton.tsx';
import { Attachments } from './Attachments.tsx';
import { CannedPicker } from './CannedPicker.tsx';
import { Collision } from './Collision.tsx';
import styles from './Composer.module.css';
import { ComposerTools } from './ComposerTools.tsx';
import { useComposer } from './use-composer.ts';
import { useStaffName } from './use-handler-text.ts';

/** Longest message that the server takes. */
const longestText = 8_000;

/** The reply box. It stays where it is; what belongs to it opens above. */
export function Composer({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation();
  const { staff, abilities } = useSession();
  const { conversation, customer } = detail;
  const composer = useComposer(detail);
  const { handler, status } = conversation;
  const colleague = useStaffName(
    handler.kind === 'agent' && handler.staffId !== staff.staffId ? handler.staffId : undefined,
  );
  if (abilities['notes.write'] !== true) return <p className={styles.closed}>{t('conversation.readOnly')}</p>;
  if (status === 'closed' && composer.mode === 'reply')
    return (
      <div className={styles.closed}>
        <span>{t('compose.closed')}</span>
        <ActionButton action="reopen" size="small" />
        <ActionButton action="note" size="small" />
      </div>
    );
  const name = customerNameOf(t, customer.displayName, customer.customerId);
  const isNote = composer.mode === 'note';
  const isMine = handler.kind === 'agent' && handler.staffId === staff.staffId;
  const placeholder = placeholderOf(t, { isNote, isMine, name, colleague });
  const over = composer.text.length - longestText;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on the box
    <div
      className={classNames(styles.composer, isNote && styles.note, composer.isDropping && styles.dropping)}
      onDragOver={composer.dragOver}
      onDragLeave={composer.dragLeave}
      onDrop={composer.drop}
    >
      {composer.collision && (
        <Collision
          messages={composer.collision}
          onSend={() => composer.send(true)}
          onEdit={composer.keepEditing}
          onDiscard={composer.discard}
        />
      )}
      {composer.cannedWords !== undefined && (
        <CannedPicker
          words={composer.cannedWords}
          language={conversation.language}
          pick={composer.pickCanned}
          close={composer.closeCanned}
          keyRef={composer.cannedKeys}
        />
      )}
      {colleague && !isNote && abilities['conversations.take-over'] !== true && (
        <p className={styles.hint}>{t('compose.colleagueHas', { name: colleague })}</p>
      )}
      <textarea
        ref={composer.box}
        className={styles.box}
        rows={2}
        value={composer.text}
        aria-label={isNote ? t('compose.noteLabel') : t('compose.label')}
        placeholder={placeholder}
        onChange={(event) => composer.type(event.target.value)}
        onKeyDown={composer.press}
        onPaste={composer.paste}
      />
      <Attachments attachments={composer.attachments} />
      {over > 0 && (
        <p className={styles.problem} role="alert">
          {t('compose.tooLong', { limit: longestText, over })}
        </p>
      )}
      <ComposerTools composer={composer} detail={detail} isTooLong={over > 0} />
    </div>
  );
}

function placeholderOf(
  t: TFunction,
  given: { isNote: boolean; isMine: boolean; name: string; colleague: string | undefined },
): string {
  if (given.isNote) return t('compose.notePlaceholder');
  if (given.isMine) return t('compose.placeholder', { name: given.name });
  return given.colleague ? t('compose.placeholderColleague', { name: given.colleague }) : t('compose.placeholderTake');
}
