import { X } from 'lucide-react';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './IconButton.tsx';
import styles from './Toasts.module.css';
import { hideToast, useToasts } from './toasts.ts';

/** The corner where short messages appear. */
export function Toasts({ label, closeLabel }: { label: string; closeLabel: string }) {
  const toasts = useToasts();
  return (
    <section className={styles.corner} aria-label={label} aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={classNames(styles.toast, styles[toast.tone])}>
          <span className={styles.words}>{toast.words}</span>
          {toast.action && (
            <Button
              size="small"
              onClick={() => {
                toast.action?.run();
                hideToast(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label={closeLabel} icon={<X />} onClick={() => hideToast(toast.id)} />
        </div>
      ))}
    </section>
  );
}
