import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftRow, FaqDocument, OwnIntentDocument } from '../../../api/knowledge-calls.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { keys } from '../../cache/keys.ts';
import { momentText } from '../../format/time.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { SureButton } from '../../shell/SureButton.tsx';
import styles from './KnowledgeScene.module.css';
import { QuestionRow } from './QuestionRow.tsx';
import { useKnowledgeChange } from './use-knowledge-change.ts';

/** Changes that wait: somebody looks at each, then all that is approved goes live at once. */
export function DraftList() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.drafts, queryFn: () => api.drafts() });
  return (
    <Loaded query={query}>
      {({ drafts }) =>
        drafts.length === 0 ? (
          <Notice icon={<CircleCheck />}>{t('knowledge.noDrafts')}</Notice>
        ) : (
          <>
            <ReleaseBar drafts={drafts} />
            <ul className={styles.list}>
              {drafts.map((draft) => (
                <Draft key={`${draft.kind} ${draft.itemId}`} draft={draft} />
              ))}
            </ul>
          </>
        )
      }
    </Loaded>
  );
}

function ReleaseBar({ drafts }: { drafts: readonly DraftRow[] }) {
  const { t } = useTranslation();
  const mayRelease = useAbility('knowledge.release');
  const [note, setNote] = useState('');
  const { run, isBusy } = useKnowledgeChange();
  const waiting = drafts.filter((draft) => draft.state === 'draft');
  const approved = drafts.length - waiting.length;
  if (!mayRelease) return <p className={styles.muted}>{t('knowledge.othersRelease')}</p>;
  return (
    <div className={styles.tools}>
      <input
        className="control"
        maxLength={200}
        aria-label={t('knowledge.note')}
        placeholder={t('knowledge.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {waiting.length > 0 && (
        <Button
          disabled={isBusy}
          onClick={() =>
            void run((api) => api.approveDrafts(waiting), t('knowledge.approved', { count: waiting.length }))
          }
        >
          {t('knowledge.approveAll', { count: waiting.length })}
        </Button>
      )}
      <Button
        look="primary"
        disabled={isBusy || approved === 0}
        onClick={() =>
          void run(
            (api) => api.release(note),
            t('knowledge.released'),
            () => setNote(''),
          )
        }
      >
        {t('knowledge.release', { count: approved })}
      </Button>
    </div>
  );
}

function Draft({ draft }: { draft: DraftRow }) {
  const { t, i18n } = useTranslation();
  const mayRelease = useAbility('knowledge.release');
  const mayWrite = useAbility('knowledge.write');
  const { run, isBusy } = useKnowledgeChange();
  const isApproved = draft.state === 'approved';
  return (
    <QuestionRow row={{ itemId: draft.itemId, document: asQuestion(draft) }}>
      <p className={styles.state}>
        {draft.document === null && <Badge tone="danger">{t('knowledge.toRemove')}</Badge>}
        <Badge tone={isApproved ? 'success' : 'neutral'}>{t(`knowledge.state.${draft.state}`)}</Badge>
        <span className={styles.muted}>
          {draft.writtenBy} · {momentText(draft.updatedAt, i18n.language, Date.now())}
          {draft.source && ` · ${draft.source}`}
          {draft.approvedBy && ` · ${t('knowledge.approvedBy', { name: draft.approvedBy })}`}
        </span>
        {mayRelease && !isApproved && (
          <Button
            size="small"
            disabled={isBusy}
            onClick={() => void run((api) => api.approveDrafts([draft]), t('knowledge.approved', { count: 1 }))}
          >
            {t('knowledge.approve')}
          </Button>
        )}
        {mayWrite && (
          <SureButton
            size="small"
            look="quiet"
            label={t('knowledge.discard')}
            sure={t('knowledge.discardSure')}
            isDisabled={isBusy}
            onSure={() => void run((api) => api.discardDrafts([draft]), t('knowledge.discarded'))}
          />
        )}
      </p>
    </QuestionRow>
  );
}

/** A draft as a row shows it; a removal has no words of its own, a taught wish its examples in place of an answer. */
function asQuestion({ itemId, document }: DraftRow): FaqDocument {
  if (document !== null && !isTaught(document)) return document;
  const words = document?.examples.join(' · ') ?? '';
  return {
    topic: '',
    intent: '',
    policies: [],
    questions: { 'zh-CN': [document?.name ?? itemId], 'zh-TW': [], en: [] },
    answer: { 'zh-CN': words, 'zh-TW': words, en: words },
  };
}

function isTaught(document: FaqDocument | OwnIntentDocument): document is OwnIntentDocument {
  return 'examples' in document;
}
