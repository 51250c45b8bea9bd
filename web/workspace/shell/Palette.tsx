import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { type Action, actionList, availabilityOf, type Desk, isMac, keysOf } from '../actions/index.ts';
import { useDesk } from './DeskProvider.tsx';
import { useDeskEvent } from './desk-events.ts';
import { findActions } from './find-actions.ts';
import styles from './Palette.module.css';

/** Ctrl+K: everything that can be done, found by a few letters. */
export function Palette() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useDeskEvent('open-palette', () => setOpen(true));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      title={t('palette.title')}
      closeLabel={t('common.close')}
      place="top"
      isTitleHidden
    >
      <PaletteBody onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function PaletteBody({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const found = findActions(actionList, words, (action) => t(action.label)).filter(
    (action) => availabilityOf(action, desk).kind !== 'hidden',
  );
  const chosen = Math.min(at, found.length - 1);
  const run = (action: Action | undefined) => {
    if (!action || availabilityOf(action, desk).kind !== 'ready') return;
    onDone();
    // After the dialog has given the focus back, so that the action may move it.
    setTimeout(() => action.run(desk), 0);
  };
  return (
    <>
      <input
        className={styles.input}
        value={words}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[chosen] ? `${listId}-${found[chosen].id}` : undefined}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step) {
            event.preventDefault();
            setAt((chosen + step + found.length) % Math.max(1, found.length));
          }
          if (event.key === 'Enter') run(found[chosen]);
        }}
      />
      <div id={listId} role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {found.length === 0 && <p className={styles.empty}>{t('palette.empty')}</p>}
        {found.map((action, index) => (
          <PaletteLine
            key={action.id}
            id={`${listId}-${action.id}`}
            action={action}
            desk={desk}
            isChosen={index === chosen}
            run={() => run(action)}
          />
        ))}
      </div>
    </>
  );
}

function PaletteLine({
  id,
  action,
  desk,
  isChosen,
  run,
}: {
  id: string;
  action: Action;
  desk: Desk;
  isChosen: boolean;
  run(): void;
}) {
  const { t } = useTranslation();
  const availability = availabilityOf(action, desk);
  const Icon = action.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the input that owns the list
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-disabled={availability.kind !== 'ready'}
      className={classNames(styles.option, isChosen && styles.chosen)}
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={run}
    >
      <Icon aria-hidden="true" />
      <span className={styles.label}>{t(action.label)}</span>
      {availability.kind === 'blocked' && (
        <span className={styles.reason}>{t(`action.blocked.${availability.reason}`)}</span>
      )}
      {action.shortcut && <Keys keys={keysOf(action.shortcut, isMac())} />}
    </div>
  );
}
