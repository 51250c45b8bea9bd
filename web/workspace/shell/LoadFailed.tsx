import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { problemText } from '../format/problem-text.ts';

/** What stands where something could not be read: what happened, and the way to try again. */
export function LoadFailed({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <Notice
      isProblem
      icon={<CircleAlert />}
      title={t('error.title')}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    >
      {problemText(t, error)}
    </Notice>
  );
}
