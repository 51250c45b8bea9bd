import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Popover.module.css';

/** A small panel beside the element that opens it. */
export function Popover(props: {
  trigger: ReactNode;
  isOpen: boolean;
  onChange(isOpen: boolean): void;
  label: string;
  side?: 'top' | 'bottom';
  align?: 'start' | 'end';
  children: ReactNode;
}) {
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onChange}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.popover}
          aria-label={props.label}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'end'}
          sideOffset={6}
          collisionPadding={8}
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
