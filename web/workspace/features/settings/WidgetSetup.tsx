import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetSecret } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { problemText } from '../../format/problem-text.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { Card } from '../../shell/Card.tsx';
import { CopyButton } from '../customer/CopyButton.tsx';
import styles from './WidgetSetup.module.css';

/** The line that puts the chat on a page, and the secret by which customers prove who they are. */
export function WidgetSetup() {
  const { t } = useTranslation();
  const { shop } = useSession();
  const mayRead = useAbility('widget-secret.read');
  const [secret, setSecret] = useState<WidgetSecret>();
  const line = `<script src="${location.origin}/widget.js" data-shop="${shop.shopId}" async></script>`;
  const read = (call: () => Promise<WidgetSecret>, words?: string) =>
    call().then(
      (answer) => {
        setSecret(answer);
        if (words) showToast({ tone: 'success', words });
      },
      (error: unknown) => showToast({ tone: 'danger', words: problemText(t, error) }),
    );
  return (
    <Card title={t('settings.widget')} hint={t('settings.widgetHint')}>
      <p className={styles.code}>
        <code>{line}</code>
        <CopyButton text={line} label={t('common.copy')} />
      </p>
      {mayRead && (
        <Field label={t('settings.secret')} hint={t('settings.secretHint')}>
          {(ids) => (
            <span className={styles.secret}>
              {secret ? (
                <>
                  <input {...ids} className="control" readOnly value={secret.secret} />
                  <CopyButton text={secret.secret} label={t('common.copy')} />
                  <Button onClick={() => void read(() => api.rotateWidgetSecret(), t('settings.secretRotated'))}>
                    {t('settings.rotateSecret')}
                  </Button>
                </>
              ) : (
                <Button {...ids} onClick={() => void read(() => api.widgetSecret())}>
                  {t('settings.showSecret')}
                </Button>
              )}
            </span>
          )}
        </Field>
      )}
    </Card>
  );
}
