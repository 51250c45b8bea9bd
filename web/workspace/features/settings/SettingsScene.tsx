import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/Tabs.tsx';
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
import { settingsTabs } from './settings-search.ts';
import { ToolSettings } from './ToolSettings.tsx';
import { TrackingSettings } from './TrackingSettings.tsx';
import { WidgetSetup } from './WidgetSetup.tsx';

/** What a shop sets for itself: hours and words, how far the AI may go, other systems, the model. */
export function SettingsScene() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayWrite = useAbility('settings.write');
  const wanted = useSearch({ from: '/workspace/settings' }).tab;
  const tabs = settingsTabs.filter((name) => mayWrite || name !== 'systems');
  const tab = tabs.find((name) => name === wanted) ?? 'reception';
  return (
    <Page title={t('settings.title')} {...(mayWrite ? {} : { intro: t('settings.readOnly') })}>
      <Tabs
        tabs={tabs.map((name) => ({ name, label: t(`settings.tab.${name}`) }))}
        open={tab}
        onOpen={(name) => void navigate({ to: '/settings', search: { tab: name }, replace: true })}
      />
      {/* Hidden, not gone: what was typed here is still there after a look elsewhere. */}
      <div hidden={tab !== 'reception'}>
        <Reception isReadOnly={!mayWrite} />
      </div>
      {tab === 'limits' && <SafetySettings />}
      {tab === 'systems' && (
        <>
          <ConnectionSettings />
          <TrackingSettings />
          <WebhookSettings />
          <ToolSettings />
        </>
      )}
      {tab === 'model' && <ModelSettings />}
    </Page>
  );
}

function Reception({ isReadOnly }: { isReadOnly: boolean }) {
  const query = useQuery({ queryKey: keys.settings, queryFn: () => api.settings() });
  return (
    <>
      <Loaded query={query}>
        {(settings) => <SettingsForm key={JSON.stringify(settings)} settings={settings} isReadOnly={isReadOnly} />}
      </Loaded>
      <CannedReplies />
      <WidgetSetup />
    </>
  );
}
