import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';
import styles from './IconButton.module.css';
import { Tooltip } from './Tooltip.tsx';

export type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  /** What it does, for the tooltip and for screen readers. */
  label: string;
  icon: ReactNode;
  isPressed?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** A button that shows an icon only. */
export function IconButton({ label, icon, isPressed, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        className={classNames(styles.button, className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
