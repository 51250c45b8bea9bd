import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Menu.module.css';

export type MenuItem =
  | {
      kind: 'item';
      id: string;
      label: ReactNode;
      icon?: ReactNode;
      hint?: ReactNode;
      isDisabled?: boolean;
      run(): void;
    }
  | { kind: 'choice'; id: string; label: ReactNode; hint?: ReactNode; isChosen: boolean; run(): void }
  | { kind: 'heading'; id: string; label: ReactNode }
  | { kind: 'line'; id: string };

/** A menu that opens from one button. */
export function Menu(props: {
  trigger: ReactNode;
  items: readonly MenuItem[];
  side?: 'top' | 'right' | 'bottom';
  align?: 'start' | 'end';
}) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={styles.menu}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'end'}
          sideOffset={6}
          collisionPadding={8}
        >
          {props.items.map((item) => (
            <MenuLine key={item.id} item={item} />
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function MenuLine({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case 'line':
      return <Radix.Separator className={styles.line} />;
    case 'heading':
      return <Radix.Label className={styles.heading}>{item.label}</Radix.Label>;
    case 'choice':
      return (
        <Radix.CheckboxItem className={styles.item} checked={item.isChosen} onSelect={() => item.run()}>
          <span className={styles.dot} />
          <span className={styles.label}>{item.label}</span>
          {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
        </Radix.CheckboxItem>
      );
    default:
      return (
        <Radix.Item className={styles.item} disabled={item.isDisabled ?? false} onSelect={() => item.run()}>
          {item.icon}
          <span className={styles.label}>{item.label}</span>
          {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
        </Radix.Item>
      );
  }
}
