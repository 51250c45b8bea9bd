/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { prefersStillness } from '../hooks/use-media.ts';
import { RichText } from './RichText.tsx';

const shortest = 150;
const longest = 700;
const perLetter = 10;

/**
 * A new reply that appears letter by letter, quickly. The whole text takes its room at once, so nothing moves, and a screen reader gets
 * it in one piece.
 */
export function RevealedText({ text, onEnd }: { text: string; onEnd(): void }) {
  const [shown, setShown] = useState(() => (prefersStillness() ? text.length : 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: one run for one text
  useEffect(() => {
    if (shown >= text.length) {
      onEnd();
      return;
    }
    const total = Math.min(longest, shortest + text.length * perLetter);
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const count = Math.ceil(Math.min(1, Math.max(0, now - startedAt) / total) * text.length || 1);
      setShown(count);
      if (count < text.length) frame = requestAnimationFrame(step);
      else onEnd();
    });
    return () => cancelAnimationFrame(frame);
  }, [text]);
  if (shown >= text.length) return <RichText text={text} />;
  return (
    <>
      {text.slice(0, shown)}
      <span class="unrevealed">{text.slice(shown)}</span>
    </>
  );
}
