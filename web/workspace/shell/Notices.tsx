import { useTranslation } from 'react-i18next';
import { useCounts } from '../features/inbox/use-inbox.ts';

/** What happens outside the page: title, desktop notices, sound. */
export function Notices() {
  const { t } = useTranslation();
  const waiting = useCounts()?.waiting ?? 0;
  return <title>{waiting > 0 ? `(${waiting}) ${t('app.name')}` : t('app.name')}</title>;
}
