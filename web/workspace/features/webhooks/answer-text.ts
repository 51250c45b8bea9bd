import type { TFunction } from 'i18next';
import type { WebhookDelivery } from '../../../api/index.ts';

/** What came back from the last try, in words; empty before the first. */
export function answerText(t: TFunction, { status, problem, milliseconds }: WebhookDelivery): string {
  if (problem !== null) return t(`webhooks.problem.${problem}`);
  if (status === null) return '';
  return t('webhooks.answered', { status, milliseconds: milliseconds ?? 0 });
}
