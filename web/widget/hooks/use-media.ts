import { useEffect, useState } from 'preact/hooks';

/** Screens on which the window fills everything; the same query stands in the styles. */
export const phoneQuery = '(max-width: 480px), (max-height: 480px)';

/** Whether a media query holds, now and after each change. */
export function useMedia(query: string): boolean {
  const [isMatching, setMatching] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const hear = () => setMatching(list.matches);
    hear();
    // Older Safari knows addListener only; there the first answer stays.
    list.addEventListener?.('change', hear);
    return () => list.removeEventListener?.('change', hear);
  }, [query]);
  return isMatching;
}

/** Whether motion is unwelcome. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
