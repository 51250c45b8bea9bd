import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../../api/index.ts';
import { useSession } from '../../session/use-session.ts';
import { staffQuery } from '../staff/staff-query.ts';

/** Who answers a conversation now, in words. */
export function useHandlerText(conversation: Conversation): string {
  const { t } = useTranslation();
  const { staff } = useSession();
  const name = useStaffName(conversation.handler.kind === 'agent' ? conversation.handler.staffId : undefined);
  const { handler } = conversation;
  if (handler.kind === 'ai') return t('handler.ai');
  if (handler.kind === 'queue') return t('handler.queue');
  if (handler.staffId === staff.staffId) return t('handler.mine');
  return t('handler.agent', { name: name ?? t('event.somebody') });
}

/** Name of a colleague, as far as the list of the team is known. */
export function useStaffName(staffId: string | undefined): string | undefined {
  const { data } = useQuery({ ...staffQuery, enabled: staffId !== undefined });
  return data?.staff.find((one) => one.staffId === staffId)?.name;
}
