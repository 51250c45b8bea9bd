import type { TFunction } from 'i18next';

/** Signs of the id by which visitors without a name are told apart. */
const shownSigns = 4;

/** A customer's name; visitors without one get the end of their id, so that two are never mixed up. */
export function customerNameOf(t: TFunction, displayName: string, customerId: string): string {
  if (displayName !== '') return displayName;
  return t('common.visitorNumber', { number: customerId.slice(-shownSigns).toUpperCase() });
}
