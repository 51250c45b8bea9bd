import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useAbility } from '../../session/use-session.ts';
import { Page } from '../../shell/Page.tsx';
import { CalendarTab } from './CalendarTab.tsx';
import { RulesForm } from './RulesForm.tsx';
import { routingTabs } from './routing-search.ts';
import { ShiftTab } from './ShiftTab.tsx';
import { SkillTab } from './SkillTab.tsx';

const open: readonly string[] = ['shifts', 'skills'];

/** Who serves whom: queues, skills, who answers first, waits and weights, shifts, holidays. */
export function RoutingScene() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayRead = useAbility('settings.read');
  const mayWrite = useAbility('settings.write');
  const tabs = routingTabs.filter((name) => mayRead || open.includes(name));
  const wanted = useSearch({ from: '/workspace/routing' }).tab;
  const tab = tabs.find((name) => name === wanted) ?? (mayRead ? 'queues' : 'shifts');
  return (
    <Page isWide title={t('rules.title')} intro={mayWrite ? t('rules.intro') : t('rules.introRead')}>
      <Tabs
        tabs={tabs.map((name) => ({ name, label: t(`rules.tab.${name}`) }))}
        open={tab}
        onOpen={(name) => void navigate({ to: '/routing', search: { tab: name }, replace: true })}
      />
      {mayRead && <RulesForm part={tab} />}
      {tab === 'skills' && <SkillTab />}
      {tab === 'shifts' && <ShiftTab />}
      {tab === 'calendar' && <CalendarTab />}
    </Page>
  );
}
