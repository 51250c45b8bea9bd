import { useQuery, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { refetchDetail } from '../../session/refetch-detail.ts';
import { useSession } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { groupsQuery, staffQuery } from '../staff/staff-query.ts';
import styles from './TransferForm.module.css';
import { type TransferTarget, transferTargets } from './transfer-targets.ts';

/** To whom, and a note for them. */
export function TransferForm({ detail, onClose }: { detail: ConversationDetail; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const session = useSession();
  const cache = useQueryClient();
  const staff = useQuery(staffQuery);
  const groups = useQuery(groupsQuery);
  const [words, setWords] = useState('');
  const [note, setNote] = useState('');
  const [target, setTarget] = useState<TransferTarget>();
  const [isBusy, setBusy] = useState(false);
  const { conversationId } = detail.conversation;
  const targets = transferTargets({
    staff: staff.data?.staff ?? [],
    groups: groups.data?.groups ?? [],
    ownId: session.staff.staffId,
    language: i18n.language,
    words,
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!target) return;
    setBusy(true);
    const to = target.kind === 'person' ? { staffId: target.id } : { groupId: target.id };
    try {
      await api.transfer(conversationId, { ...to, ...(note.trim() === '' ? {} : { note: note.trim() }) });
      showToast({ tone: 'success', words: t('action.done.transferred', { name: target.name }) });
      onClose();
    } catch (error) {
      tellProblem(error);
      setBusy(false);
    }
    await Promise.all([refetchDetail(cache, conversationId), cache.invalidateQueries({ queryKey: keys.inboxes })]);
  };
  return (
    <form
      className={styles.form}
      aria-label={t('transfer.title')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.head}>
        <input
          className="control"
          // biome-ignore lint/a11y/noAutofocus: the form opens by a key of its own
          autoFocus
          type="search"
          value={words}
          aria-label={t('transfer.search')}
          placeholder={t('transfer.search')}
          onChange={(event) => setWords(event.target.value)}
        />
        <IconButton label={t('common.close')} icon={<X />} onClick={onClose} />
      </div>
      <div className={styles.targets} role="radiogroup" aria-label={t('transfer.choose')}>
        {targets.map((one) => (
          <TargetChoice
            key={`${one.kind}/${one.id}`}
            target={one}
            isChosen={target?.kind === one.kind && target.id === one.id}
            choose={() => setTarget(one)}
          />
        ))}
        {targets.length === 0 && <p className={styles.none}>{t('transfer.nobody')}</p>}
      </div>
      <textarea
        className="control"
        rows={2}
        maxLength={4_000}
        value={note}
        aria-label={t('transfer.note')}
        placeholder={t('transfer.notePlaceholder')}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={!target || isBusy}>
        {target ? t('transfer.submit', { name: target.name }) : t('transfer.choose')}
      </Button>
    </form>
  );
}

function TargetChoice({ target, isChosen, choose }: { target: TransferTarget; isChosen: boolean; choose(): void }) {
  const { t } = useTranslation();
  const hint =
    target.kind === 'group'
      ? t('transfer.group')
      : target.isOffline
        ? t('transfer.offline')
        : t('transfer.load', { load: target.load, capacity: target.capacity });
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows with two texts, chosen as a whole
    <button
      type="button"
      role="radio"
      aria-checked={isChosen}
      className={styles.target}
      disabled={target.kind === 'person' && target.isOffline}
      onClick={choose}
    >
      <span>{target.name}</span>
      <span className={styles.hint}>{hint}</span>
    </button>
  );
}
