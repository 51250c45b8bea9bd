import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { WebhookSettings } from '../webhooks/WebhookSettings.tsx';
import { CannedReplies } from './CannedReplies.tsx';
import { ConnectionSettings } from './ConnectionSettings.tsx';
import { ModelSettings } from './ModelSettings.tsx';
import { SafetySettings } from './SafetySettings.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { ToolSettings } from './ToolSettings.tsx';
import { TrackingSettings } from './TrackingSettings.tsx';
import { WidgetSetup } from './WidgetSetup.tsx';

/** What a shop sets for itself: hours, words, canned replies, where the chat may stand, the model. */
export function SettingsScene() {
  const { t } = useTranslation();
  const mayWrite = useAbility('settings.write');
  const query = useQuery({ queryKey: keys.settings, queryFn: () => api.settings() });
  return (
    <Page title={t('settings.title')} {...(mayWrite ? {} : { intro: t('settings.readOnly') })}>
      <Loaded query={query}>
        {(settings) => <SettingsForm key={JSON.stringify(settings)} settings={settings} isReadOnly={!mayWrite} />}
      </Loaded>
      <SafetySettings />
      {mayWrite && <ConnectionSettings />}
      {mayWrite && <TrackingSettings />}
      {mayWrite && <ToolSettings />}
      {mayWrite && <WebhookSettings />}
      <ModelSettings />
      <CannedReplies />
      <WidgetSetup />
    </Page>
  );
}
