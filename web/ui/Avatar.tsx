import styles from './Avatar.module.css';
import { classNames } from './class-names.ts';

/** The first letter of a name in a circle whose tint belongs to the name. */
export function Avatar({ name, size = 'medium' }: { name: string; size?: 'small' | 'medium' | 'large' }) {
  const letter = [...name.trim()][0] ?? '·';
  return (
    <span className={classNames(styles.avatar, styles[size], styles[`tint${tintOf(name)}`])} aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  );
}

const tints = 6;

function tintOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % tints;
}
