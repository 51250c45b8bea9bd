import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, CopyPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { showToast } from '../../../ui/toasts.ts';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility, useSession } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { staffQuery } from '../staff/staff-query.ts';
import styles from './routing.module.css';
import { ShiftGrid } from './ShiftGrid.tsx';
import { addDays, mondayOf, todayIn } from './week.ts';

/** Who works when: a week at a time, by the shop's own clock. */
export function ShiftTab() {
  const { t, i18n } = useTranslation();
  const tellProblem = useTellProblem();
  const { shop } = useSession();
  const cache = useQueryClient();
  const mayWrite = useAbility('shifts.write');
  const today = todayIn(shop.timeZone, new Date());
  const [monday, setMonday] = useState(() => mondayOf(today));
  const staff = useQuery(staffQuery);
  const shifts = useQuery({ queryKey: keys.shifts(monday), queryFn: () => api.shifts(monday), staleTime: 10_000 });
  const copy = useMutation({
    mutationFn: () => api.copyShifts(monday),
    onSuccess: ({ copied }) =>
      showToast({
        tone: 'success',
        words: t(copied === 0 ? 'rules.nothingCopied' : 'rules.copied', { count: copied }),
      }),
    onError: tellProblem,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.allShifts }),
  });
  const dates = new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', month: 'short', day: 'numeric' });
  const range = dates.formatRange(new Date(`${monday}T00:00:00Z`), new Date(`${addDays(monday, 6)}T00:00:00Z`));
  return (
    <>
      <div className={styles.toolbar}>
        <IconButton
          label={t('rules.weekBefore')}
          icon={<ChevronLeft />}
          onClick={() => setMonday(addDays(monday, -7))}
        />
        <strong className={styles.week} aria-live="polite">
          {range}
        </strong>
        <IconButton
          label={t('rules.weekAfter')}
          icon={<ChevronRight />}
          onClick={() => setMonday(addDays(monday, 7))}
        />
        <Button size="small" look="quiet" onClick={() => setMonday(mondayOf(today))}>
          {t('rules.thisWeek')}
        </Button>
        {mayWrite && (
          <Button
            size="small"
            icon={<CopyPlus aria-hidden="true" />}
            disabled={copy.isPending}
            onClick={() => copy.mutate()}
          >
            {t('rules.copyWeek')}
          </Button>
        )}
        <span className={styles.muted}>{t('rules.zone', { zone: shop.timeZone })}</span>
      </div>
      <Loaded query={staff}>
        {(people) => (
          <Loaded query={shifts}>
            {(week) => (
              <ShiftGrid
                monday={monday}
                today={today}
                people={people.staff.filter((person) => !person.isDisabled)}
                shifts={week.shifts}
                mayWrite={mayWrite}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
