import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnIntentDocument, OwnIntentRow } from '../../../api/knowledge-calls.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import styles from './KnowledgeScene.module.css';
import { LeadFields } from './LeadFields.tsx';
import { TryMessage } from './TryMessage.tsx';
import { useKnowledgeChange } from './use-knowledge-change.ts';
import type { Lead } from './use-leads.ts';

/** As the server has it: fewer examples do not tell a wish from others. */
const fewestExamples = 5;

/** A name, sentences of customers and what is done about them; kept as a draft until somebody approves it. */
export function IntentForm({ row, onClose, onKept }: { row?: OwnIntentRow; onClose(): void; onKept(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(row?.document.name ?? '');
  const [lines, setLines] = useState(row?.document.examples.join('\n') ?? '');
  const [lead, setLead] = useState<Lead>(row?.document.leadsTo ?? { kind: 'intent', intent: '' });
  const [itemId] = useState(row?.itemId ?? `own-${crypto.randomUUID().slice(0, 8)}`);
  const { run, isBusy } = useKnowledgeChange();
  const examples = [...new Set(lines.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])))];
  const missing = fewestExamples - examples.length;
  const isWhole = name.trim() !== '' && missing <= 0 && isChosen(lead);
  const document = { name: name.trim(), examples, leadsTo: lead };
  const keep = (kept: OwnIntentDocument | null) =>
    run((api) => api.saveDrafts([{ kind: 'intent', itemId, document: kept }]), t('knowledge.kept'), onKept);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) void keep(document);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t('ownIntents.name')} hint={t('ownIntents.nameHint')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            required
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('ownIntents.examples')}
        hint={
          missing > 0 && examples.length > 0 ? t('ownIntents.few', { count: missing }) : t('ownIntents.examplesHint')
        }
      >
        {(ids) => (
          <textarea
            {...ids}
            className="control"
            rows={7}
            required
            value={lines}
            onChange={(event) => setLines(event.target.value)}
          />
        )}
      </Field>
      <LeadFields lead={lead} onChange={setLead} />
      <TryMessage intent={isWhole ? { itemId, document } : undefined} />
      <div className={styles.foot}>
        <Button type="submit" look="primary" disabled={isBusy || !isWhole}>
          {t('knowledge.keep')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        {row && (
          <Button look="danger" className={styles.end} disabled={isBusy} onClick={() => void keep(null)}>
            {t('ownIntents.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}

function isChosen(lead: Lead): boolean {
  if (lead.kind === 'intent') return lead.intent !== '';
  return lead.kind === 'answer' ? lead.faqId !== '' : lead.skillGroup !== '';
}
