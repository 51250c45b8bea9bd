import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/Field.tsx';
import { onEnter } from '../../../ui/on-enter.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { questionTitle } from './question-title.ts';
import { type Lead, useLeads } from './use-leads.ts';

const kinds = ['intent', 'answer', 'person'] as const;

const unchosen: Readonly<Record<Lead['kind'], Lead>> = {
  intent: { kind: 'intent', intent: '' },
  answer: { kind: 'answer', faqId: '' },
  person: { kind: 'person', skillGroup: '' },
};

/** What is done about a recognised wish: a built-in one, an approved answer, or people. */
export function LeadFields({ lead, onChange }: { lead: Lead; onChange(lead: Lead): void }) {
  const { t } = useTranslation();
  const { intents, groups } = useLeads();
  return (
    <>
      <Field label={t('ownIntents.leadsTo')}>
        {(ids) => (
          <select
            {...ids}
            className="control"
            value={lead.kind}
            onChange={(event) => {
              const kind = kinds.find((one) => one === event.target.value);
              if (kind) onChange(unchosen[kind]);
            }}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`ownIntents.kind.${kind}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {lead.kind === 'intent' && (
        <Target
          label={t('ownIntents.intent')}
          all={intents}
          value={lead.intent}
          onChange={(intent) => onChange({ kind: 'intent', intent })}
        />
      )}
      {lead.kind === 'person' && (
        <Target
          label={t('ownIntents.person')}
          all={groups}
          value={lead.skillGroup}
          onChange={(skillGroup) => onChange({ kind: 'person', skillGroup })}
        />
      )}
      {lead.kind === 'answer' && (
        <AnswerTarget faqId={lead.faqId} onChange={(faqId) => onChange({ kind: 'answer', faqId })} />
      )}
    </>
  );
}

function Target(props: {
  label: string;
  all: readonly { value: string; label: string }[];
  value: string;
  onChange(value: string): void;
}) {
  const { t } = useTranslation();
  const { label, all, value } = props;
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          className="control"
          required
          value={value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          <option value="">{t('ownIntents.choose')}</option>
          {value !== '' && all.every((one) => one.value !== value) && <option value={value}>{value}</option>}
          {all.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Approved questions, found by any word in them. */
function AnswerTarget({ faqId, onChange }: { faqId: string; onChange(faqId: string): void }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search.trim());
  const query = useQuery({
    queryKey: [...keys.ownIntents, 'answers', words],
    queryFn: () => api.knowledge(words),
    placeholderData: (before) => before,
  });
  const all = (query.data?.items ?? []).map((row) => ({
    value: row.itemId,
    label: questionTitle(row, i18n.language),
  }));
  return (
    <>
      <Field label={t('ownIntents.answerSearch')}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            type="search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={onEnter(() => undefined)}
          />
        )}
      </Field>
      <Target label={t('ownIntents.answer')} all={all} value={faqId} onChange={onChange} />
    </>
  );
}
