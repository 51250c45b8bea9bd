import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type LoadLevel, loadLevels } from '../../../api/staff-views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { keys } from '../../cache/keys.ts';
import { api } from '../../session/api.ts';
import { useAbility } from '../../session/use-session.ts';
import { useTellProblem } from '../../session/use-tell-problem.ts';
import styles from './LoadLevelControl.module.css';

/** The load level now; whoever may can set it by hand or give it back to measurement. */
export function LoadLevelControl({ level }: { level?: LoadLevel }) {
  const { t } = useTranslation();
  const tellProblem = useTellProblem();
  const cache = useQueryClient();
  const maySet = useAbility('load.set');
  const { data: told } = useQuery<LoadLevel>({ queryKey: keys.loadLevel, queryFn: () => 'normal', enabled: false });
  const now = level ?? told ?? 'normal';
  const set = (wanted: LoadLevel | null) =>
    api
      .setLoad(wanted)
      .then(
        () =>
          Promise.all([keys.overview, keys.wall, keys.load].map((queryKey) => cache.invalidateQueries({ queryKey }))),
        tellProblem,
      );
  const words = t('common.pair', { name: t('overview.load'), value: t(`load.${now}`) });
  if (!maySet)
    return (
      <p className={styles.level} data-level={now}>
        {words}
      </p>
    );
  const items: MenuItem[] = [
    { kind: 'heading', id: 'pin', label: t('load.pin') },
    ...loadLevels.map(
      (one): MenuItem => ({
        kind: 'choice',
        id: one,
        label: t(`load.${one}`),
        hint: t(`loadHint.${one}`),
        isChosen: one === now,
        run: () => void set(one),
      }),
    ),
    { kind: 'line', id: 'line' },
    { kind: 'item', id: 'automatic', label: t('load.automatic'), icon: <Gauge />, run: () => void set(null) },
  ];
  return (
    <Menu
      items={items}
      trigger={
        <Button className={styles.level} data-level={now} icon={<Gauge aria-hidden="true" />}>
          {words}
        </Button>
      }
    />
  );
}
