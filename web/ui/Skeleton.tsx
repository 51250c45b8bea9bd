import { useEffect, useState } from 'react';
import styles from './Skeleton.module.css';

const patience = 300;

/** Grey lines in place of what is loading; shown only after a moment, so that fast answers do not flicker. */
export function Skeleton({ lines = 4, label }: { lines?: number; label: string }) {
  const isLate = useLate(patience);
  if (!isLate) return null;
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <span key={index} className={styles.line} style={{ width: `${92 - ((index * 23) % 40)}%` }} />
      ))}
    </div>
  );
}

/** True once so many milliseconds have passed since the first drawing. */
export function useLate(milliseconds: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return isLate;
}
