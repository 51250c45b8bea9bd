import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetSecret } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { CopyButton } from '../../shell/CopyButton.tsx';
import { CopyField } from '../../shell/CopyField.tsx';
import { SureButton } from '../../shell/SureButton.tsx';
import styles from './WidgetSetup.module.css';

/** The line that puts the chat on a page, and the secret by which customers prove who they are. */
export function WidgetSetup() {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const { shop } = useSession();
  const mayRead = useAbility('widget-secret.read');
  const [secret, setSecret] = useState<WidgetSecret>();
  const line = `<script src="${location.origin}/widget.js" data-shop="${shop.shopId}" async></script>`;
  const read = (call: () => Promise<WidgetSecret>, words?: string) =>
    call().then((answer) => {
      setSecret(answer);
      if (words) showToast({ tone: 'success', words });
    }, tellProblem);
  return (
    <Card title={t('settings.widget')} hint={t('settings.widgetHint')}>
      <p className={styles.code}>
        <code>{line}</code>
        <CopyButton text={line} label={t('common.copy')} />
      </p>
      {mayRead && secret && (
        <CopyField label={t('settings.secret')} hint={t('settings.secretHint')} text={secret.secret}>
          <SureButton
            label={t('settings.rotateSecret')}
            sure={t('settings.rotateSure')}
            onSure={() => void read(() => api.rotateWidgetSecret(), t('settings.secretRotated'))}
          />
        </CopyField>
      )}
      {mayRead && !secret && (
        <div className={styles.secret}>
          <Button onClick={() => void read(() => api.widgetSecret())}>{t('settings.showSecret')}</Button>
          <p>{t('settings.secretHint')}</p>
        </div>
      )}
    </Card>
  );
}
