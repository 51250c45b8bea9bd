import { useTranslation } from 'react-i18next';
import { Button, type ButtonProps } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { type Action, type ActionId, actions, availabilityOf, isMac, keysOf } from '../actions/index.ts';
import styles from './ActionButton.module.css';
import { useDesk } from './DeskProvider.tsx';

/** The button of an action: its words, its shortcut in the tooltip, and the reason where it is not possible now. */
export function ActionButton({
  action: id,
  look,
  size,
  isIconOnly,
}: { action: ActionId; isIconOnly?: boolean } & Pick<ButtonProps, 'look' | 'size'>) {
  const { t } = useTranslation();
  const desk = useDesk();
  const action: Action = actions[id];
  const availability = availabilityOf(action, desk);
  if (availability.kind === 'hidden') return null;
  const isReady = availability.kind === 'ready';
  const Icon = action.icon;
  const label = t(action.label);
  return (
    <Tooltip
      label={
        <span className={styles.hint}>
          {isReady ? label : t(`action.blocked.${availability.reason}`)}
          {isReady && action.shortcut && <Keys keys={keysOf(action.shortcut, isMac())} />}
        </span>
      }
    >
      <Button
        {...(look ? { look } : {})}
        {...(size ? { size } : {})}
        icon={<Icon aria-hidden="true" />}
        aria-disabled={!isReady}
        aria-label={label}
        onClick={() => isReady && action.run(desk)}
      >
        {isIconOnly ? undefined : label}
      </Button>
    </Tooltip>
  );
}
