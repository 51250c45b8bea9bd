import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton.tsx';

export type DialogProps = {
  isOpen: boolean;
  onClose(): void;
  title: string;
  closeLabel: string;
  /** `side`: a drawer at the right edge that leaves the rest usable; `middle`: in front of everything. */
  place?: 'middle' | 'side' | 'top';
  isTitleHidden?: boolean;
  children: ReactNode;
};

/** A panel in front of the page. Nothing that an agent needs while a customer waits may stand in a `middle` one. */
export function Dialog({ isOpen, onClose, title, closeLabel, place = 'middle', isTitleHidden, children }: DialogProps) {
  const isModal = place !== 'side';
  return (
    <Radix.Root open={isOpen} modal={isModal} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        {isModal && <Radix.Overlay className={styles.overlay} />}
        <Radix.Content
          className={classNames(styles.dialog, styles[place])}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => isTitleHidden || focusPanel(event)}
          onInteractOutside={(event) => !isModal && event.preventDefault()}
        >
          <header className={isTitleHidden ? styles.hidden : styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {!isTitleHidden && <IconButton label={closeLabel} icon={<X />} onClick={onClose} />}
          </header>
          <div className={styles.body}>{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The panel itself gets the focus, not its first button: that would open the button's tooltip, which then eats the Escape key. */
function focusPanel(event: Event): void {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
}
