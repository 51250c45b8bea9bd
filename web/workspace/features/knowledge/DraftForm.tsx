import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaqDocument, OwnIntentDocument } from '../../../api/knowledge-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { newId } from '../../session/new-id.ts';
import styles from './KnowledgeScene.module.css';
import { useKnowledgeChange } from './use-knowledge-change.ts';

type Document = FaqDocument | OwnIntentDocument;

/** The form of one piece of knowledge. What it says is kept as a draft until somebody approves it, and so is that it is to go. */
export function DraftForm(props: {
  kind: 'faq' | 'intent';
  itemId: string;
  /** What the fields say; undefined while something is missing. */
  document: Document | undefined;
  /** Words on the button that takes a known piece away; a new one has none. */
  removeLabel?: string | undefined;
  onClose(): void;
  onKept(): void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { kind, itemId, document, removeLabel } = props;
  const { run, isBusy } = useKnowledgeChange();
  const keep = (kept: Document | null) =>
    run((api) => api.saveDrafts([{ kind, itemId, document: kept }]), t('knowledge.kept'), props.onKept);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (document) void keep(document);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {props.children}
      <div className={styles.foot}>
        <Button type="submit" look="primary" disabled={isBusy || document === undefined}>
          {t('knowledge.keep')}
        </Button>
        <Button look="quiet" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        {removeLabel && (
          <Button look="danger" className={styles.end} disabled={isBusy} onClick={() => void keep(null)}>
            {removeLabel}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The id of a piece, made once for a new one: a second try after a lost answer is the same piece. */
export function useItemId(row: { itemId: string } | undefined): string {
  const [itemId] = useState(() => row?.itemId ?? `own-${newId().slice(0, 8)}`);
  return itemId;
}
