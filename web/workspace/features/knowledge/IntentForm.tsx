import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnIntentRow } from '../../../api/knowledge-calls.ts';
import { Field } from '../../../ui/Field.tsx';
import { linesIn } from '../../format/lines.ts';
import { DraftForm, useItemId } from './DraftForm.tsx';
import { LeadFields } from './LeadFields.tsx';
import { TryMessage } from './TryMessage.tsx';
import type { Lead } from './use-leads.ts';

/** As the server has it: fewer examples do not tell a wish from others. */
const fewestExamples = 5;

/** A name, sentences of customers and what is done about them. */
export function IntentForm({ row, onClose, onKept }: { row?: OwnIntentRow; onClose(): void; onKept(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(row?.document.name ?? '');
  const [lines, setLines] = useState(row?.document.examples.join('\n') ?? '');
  const [lead, setLead] = useState<Lead>(row?.document.leadsTo ?? { kind: 'intent', intent: '' });
  const itemId = useItemId(row);
  const examples = [...new Set(linesIn(lines))];
  const missing = fewestExamples - examples.length;
  const isWhole = name.trim() !== '' && missing <= 0 && isChosen(lead);
  const document = isWhole ? { name: name.trim(), examples, leadsTo: lead } : undefined;
  return (
    <DraftForm
      kind="intent"
      itemId={itemId}
      document={document}
      removeLabel={row && t('ownIntents.remove')}
      onClose={onClose}
      onKept={onKept}
    >
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
      <TryMessage intent={document && { itemId, document }} />
    </DraftForm>
  );
}

function isChosen(lead: Lead): boolean {
  if (lead.kind === 'intent') return lead.intent !== '';
  return lead.kind === 'answer' ? lead.faqId !== '' : lead.skillGroup !== '';
}
