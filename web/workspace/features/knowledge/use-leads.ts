import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OwnIntentDocument } from '../../../api/knowledge-calls.ts';
import { keys } from '../../cache/keys.ts';
import { inLanguage } from '../../format/words.ts';
import { api } from '../../session/api.ts';
import { groupsQuery } from '../staff/staff-query.ts';

export type Lead = OwnIntentDocument['leadsTo'];

/** What a taught wish may lead to, by name: built-in intents and groups of people. */
export function useLeads() {
  const { i18n } = useTranslation();
  const named = useQuery({ queryKey: keys.namedIntents, queryFn: () => api.namedIntents(), staleTime: 60 * 60_000 });
  const groups = useQuery(groupsQuery);
  return {
    intents: (named.data?.intents ?? []).map(({ intent, name }) => ({
      value: intent,
      label: inLanguage(name, i18n.language),
    })),
    groups: (groups.data?.groups ?? []).map(({ groupId, name }) => ({
      value: groupId,
      label: inLanguage(name, i18n.language),
    })),
  };
}

/** Says in a few words where a taught wish leads. */
export function useLeadWords(): (lead: Lead) => string {
  const { t } = useTranslation();
  const { intents, groups } = useLeads();
  const nameIn = (all: readonly { value: string; label: string }[], value: string) =>
    all.find((one) => one.value === value)?.label ?? value;
  return (lead) => {
    if (lead.kind === 'intent') return t('ownIntents.goes.intent', { name: nameIn(intents, lead.intent) });
    if (lead.kind === 'person') return t('ownIntents.goes.person', { name: nameIn(groups, lead.skillGroup) });
    return t('ownIntents.goes.answer');
  };
}
