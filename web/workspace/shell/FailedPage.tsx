import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { problemText } from '../format/problem-text.ts';

/** When a whole screen could not be opened: what happened and how to go on. */
export function FailedPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <main>
      <Notice
        isProblem
        icon={<CircleAlert />}
        title={t('error.title')}
        action={<Button onClick={() => location.reload()}>{t('common.retry')}</Button>}
      >
        {problemText(t, error)}
      </Notice>
    </main>
  );
}
