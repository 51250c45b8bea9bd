import { useQueryClient } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail } from '../../../api/index.ts';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import styles from './TagEditor.module.css';

const most = 30;
const longest = 40;

/** Tags of the conversation; a change is shown at once and taken back if it was refused. */
export function TagEditor({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const mayTag = useAbility('conversations.tag');
  const [typed, setTyped] = useState('');
  const { conversationId, tags } = detail.conversation;
  const show = (next: readonly string[]) =>
    cache.setQueryData<ConversationDetail>(keys.conversation(conversationId), (known) =>
      known ? { ...known, conversation: { ...known.conversation, tags: next } } : known,
    );
  const save = (next: readonly string[]) => {
    show(next);
    api.setTags(conversationId, next).catch((error: unknown) => {
      show(tags);
      tellProblem(error);
    });
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = typed.trim();
    setTyped('');
    if (tag === '' || tags.includes(tag)) return;
    if (tags.length >= most) showToast({ tone: 'danger', words: t('customer.tagTooMany', { limit: most }) });
    else save([...tags, tag]);
  };
  return (
    <div className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
          {mayTag && (
            <button
              type="button"
              className={styles.remove}
              aria-label={t('customer.removeTag', { tag })}
              onClick={() => save(tags.filter((one) => one !== tag))}
            >
              <X aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {mayTag && (
        <form className={styles.add} onSubmit={add}>
          <Plus aria-hidden="true" />
          <input
            className={styles.input}
            value={typed}
            maxLength={longest}
            aria-label={t('customer.addTag')}
            placeholder={t('customer.addTag')}
            onChange={(event) => setTyped(event.target.value)}
          />
        </form>
      )}
    </div>
  );
}
