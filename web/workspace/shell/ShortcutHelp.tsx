import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { actionGroups, actionList, isMac, keysOf } from '../actions/index.ts';
import { useDeskEvent } from './desk-events.ts';
import styles from './ShortcutHelp.module.css';

/** "?": every shortcut, drawn from the actions themselves. */
export function ShortcutHelp() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useDeskEvent('open-help', () => setOpen(true));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      title={t('help.title')}
      closeLabel={t('common.close')}
      place="side"
    >
      <div className={styles.help}>
        {actionGroups.map((group) => {
          const withKeys = actionList.filter((action) => action.group === group && action.shortcut);
          return withKeys.length === 0 ? null : (
            <section key={group}>
              <h3 className={styles.group}>{t(`action.group.${group}`)}</h3>
              <dl className={styles.list}>
                {withKeys.map((action) => (
                  <div key={action.id} className={styles.line}>
                    <dt>{t(action.label)}</dt>
                    <dd>{action.shortcut && <Keys keys={keysOf(action.shortcut, isMac())} />}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <p className={styles.hint}>{t('compose.hint')}</p>
        <p className={styles.hint}>{t('help.hint')}</p>
      </div>
    </Dialog>
  );
}
