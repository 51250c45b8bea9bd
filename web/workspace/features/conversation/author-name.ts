import type { TFunction } from 'i18next';
import type { Author } from '../../../api/index.ts';

/** Who wrote, as the thread names it. */
export function authorName(t: TFunction, author: Author, customerName = ''): string {
  switch (author.kind) {
    case 'agent':
      return author.name;
    case 'ai':
      return t('common.ai');
    case 'system':
      return t('common.system');
    default:
      return customerName || t('common.customer');
  }
}
