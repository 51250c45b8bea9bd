import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice.tsx';

/** For addresses that lead nowhere. */
export function LostPage() {
  const { t } = useTranslation();
  return (
    <main>
      <Notice title={t('error.notFoundPage')} action={<Link to="/">{t('error.goHome')}</Link>} />
    </main>
  );
}
