import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarDays, ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkingHours } from '../../../api/index.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Card } from '../../shell/Card.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { type CalendarDay, daysOf, withDay, withoutDay, withPublicDays } from './calendar.ts';
import { NewDay } from './NewDay.tsx';
import styles from './routing.module.css';
import { todayIn } from './week.ts';

/** Days that are not as their weekday: closed, or with hours of their own. */
export function CalendarTab() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: keys.settings, queryFn: () => api.settings() });
  return (
    <>
      <p className={styles.lead}>{t('rules.calendarHint')}</p>
      <Loaded query={query}>{({ workingHours }) => <Calendar hours={workingHours} />}</Loaded>
    </>
  );
}

function Calendar({ hours }: { hours: WorkingHours }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const { shop } = useSession();
  const cache = useQueryClient();
  const mayWrite = useAbility('settings.write');
  const [year, setYear] = useState(() => Number(todayIn(shop.timeZone, new Date()).slice(0, 4)));
  const announced = useQuery({
    queryKey: keys.publicDays(year),
    queryFn: () => api.publicDays(year),
    staleTime: Number.POSITIVE_INFINITY,
  }).data?.days;
  const save = useMutation({
    mutationFn: (workingHours: WorkingHours) => api.saveSettings({ workingHours }),
    onSuccess: (settings) => {
      cache.setQueryData(keys.settings, settings);
      showToast({ tone: 'success', words: t('common.saved') });
    },
    onError: tellProblem,
  });
  const days = daysOf(hours, year);
  const names = new Map(announced?.map((one) => [one.day, one.name]));
  const next = withPublicDays(hours, announced ?? []);
  const isNew = next !== hours;
  return (
    <Card title={t('rules.yearDays', { year })}>
      <div className={styles.toolbar}>
        <IconButton label={t('rules.yearBefore')} icon={<ChevronLeft />} onClick={() => setYear(year - 1)} />
        <strong>{year}</strong>
        <IconButton label={t('rules.yearAfter')} icon={<ChevronRight />} onClick={() => setYear(year + 1)} />
        {mayWrite && (announced?.length ?? 0) > 0 && (
          <Button
            size="small"
            icon={<Download aria-hidden="true" />}
            disabled={!isNew || save.isPending}
            onClick={() => save.mutate(next)}
          >
            {t(isNew ? 'rules.import' : 'rules.imported')}
          </Button>
        )}
        {announced?.length === 0 && <span className={styles.muted}>{t('rules.notAnnounced', { year })}</span>}
      </div>
      {days.length === 0 && <Notice icon={<CalendarDays />}>{t('rules.noDays', { year })}</Notice>}
      <ul className={styles.days}>
        {days.map((day) => (
          <DayItem
            key={`${day.day} ${day.from ?? ''}`}
            day={day}
            name={names.get(day.day)}
            {...(mayWrite ? { onRemove: () => save.mutate(withoutDay(hours, day.day)) } : {})}
          />
        ))}
      </ul>
      {mayWrite && <NewDay onAdd={(day) => save.mutate(withDay(hours, day))} />}
    </Card>
  );
}

function DayItem({ day, name, onRemove }: { day: CalendarDay; name: string | undefined; onRemove?(): void }) {
  const { t, i18n } = useTranslation();
  const date = new Intl.DateTimeFormat(i18n.language, {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(`${day.day}T00:00:00Z`));
  return (
    <li className={styles.day}>
      <time dateTime={day.day}>{date}</time>
      {day.from === undefined ? (
        <Badge tone="warning">{t('rules.closed')}</Badge>
      ) : (
        <Badge tone="accent">{`${day.from}–${day.to}`}</Badge>
      )}
      {name && <span className={styles.muted}>{name}</span>}
      {onRemove && <IconButton label={t('rules.removeDay', { date })} icon={<X />} onClick={onRemove} />}
    </li>
  );
}
