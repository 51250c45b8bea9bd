import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CannedReply } from '../../../api/index.ts';
import { interfaceLanguages, languageNames } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { SureButton } from '../../shell/SureButton.tsx';
import { AdvertisingHint } from '../knowledge/AdvertisingHint.tsx';
import styles from './CannedReplies.module.css';
import { noText } from './settings-draft.ts';

/** One ready answer in three languages. */
export function CannedReplyForm({ reply, onClose }: { reply?: CannedReply; onClose(): void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<CannedReply>(reply ?? { shortcut: '', title: noText, text: noText });
  const { run, isBusy } = useCannedChange(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => api.saveCannedReply(draft), t('canned.saved', { shortcut: draft.shortcut }));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t('canned.shortcut')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            required
            maxLength={40}
            pattern="[\p{L}\p{N}_\-]+"
            readOnly={reply !== undefined}
            value={draft.shortcut}
            onChange={(event) => setDraft({ ...draft, shortcut: event.target.value })}
          />
        )}
      </Field>
      {interfaceLanguages.map((language) => (
        <div key={language} className={styles.language}>
          <Field label={`${t('canned.name')} · ${languageNames[language]}`}>
            {(ids) => (
              <input
                {...ids}
                className="control"
                required
                lang={language}
                maxLength={100}
                value={draft.title[language]}
                onChange={(event) => setDraft({ ...draft, title: { ...draft.title, [language]: event.target.value } })}
              />
            )}
          </Field>
          <Field
            label={`${t('canned.text')} · ${languageNames[language]}`}
            hint={t('canned.hint', { place: '{{agent.name}}' })}
          >
            {(ids) => (
              <textarea
                {...ids}
                className="control"
                required
                rows={2}
                lang={language}
                maxLength={4_000}
                value={draft.text[language]}
                onChange={(event) => setDraft({ ...draft, text: { ...draft.text, [language]: event.target.value } })}
              />
            )}
          </Field>
        </div>
      ))}
      <AdvertisingHint text={interfaceLanguages.map((language) => draft.text[language]).join('\n')} />
      <div className={styles.foot}>
        <Button type="submit" look="primary" disabled={isBusy}>
          {t('common.save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        {reply && (
          <SureButton
            look="danger"
            className={styles.remove}
            label={t('canned.remove')}
            sure={t('canned.removeSure')}
            isDisabled={isBusy}
            onSure={() =>
              void run(() => api.removeCannedReply(reply.shortcut), t('canned.removed', { shortcut: reply.shortcut }))
            }
          />
        )}
      </div>
    </form>
  );
}

function useCannedChange(onClose: () => void) {
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const run = async (change: () => Promise<unknown>, words: string) => {
    setBusy(true);
    try {
      await change();
      showToast({ tone: 'success', words });
      onClose();
    } catch (error) {
      tellProblem(error);
      setBusy(false);
    }
    await cache.invalidateQueries({ queryKey: keys.cannedReplies });
  };
  return { run, isBusy };
}
