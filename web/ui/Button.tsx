import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './Button.module.css';
import { classNames } from './class-names.ts';

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary` once per screen part, `quiet` without a frame, `danger` for what cannot be taken back. */
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'medium';
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

/** A button with words and perhaps an icon. */
export function Button({ look = 'plain', size = 'medium', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classNames(styles.button, styles[look], styles[size], className)}>
      {icon}
      {children !== undefined && <span className={styles.words}>{children}</span>}
    </button>
  );
}
