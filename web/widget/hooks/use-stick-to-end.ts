import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Nearer to the end than this counts as being there (px). */
const near = 60;

/**
 * Keeps a thread at its end while new things come, unless the customer reads further up; then it keeps what is read in place when older
 * messages come in above.
 */
export function useStickToEnd(
  scroller: RefObject<HTMLElement>,
  content: RefObject<HTMLElement>,
  { firstKey, ownKey }: { firstKey: string; ownKey: string },
): { isAtEnd: boolean; toEnd(): void; onScroll(): void } {
  const [isAtEnd, setAtEnd] = useState(true);
  const wasAtEnd = useRef(true);
  const height = useRef(0);
  const lastTop = useRef(0);
  const toEnd = () => {
    wasAtEnd.current = true;
    setAtEnd(true);
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only older messages above move what is read
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && !wasAtEnd.current) element.scrollTop += element.scrollHeight - height.current;
  }, [firstKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an own message leads to the end
  useLayoutEffect(toEnd, [ownKey]);
  useLayoutEffect(() => {
    if (wasAtEnd.current && scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a reference stays the same
  useEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return;
    const observer = new ResizeObserver(() => {
      height.current = element.scrollHeight;
      if (wasAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(content.current);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < near;
    // Only somebody who scrolls up leaves the end; new content below does not count.
    wasAtEnd.current = isNear || (wasAtEnd.current && element.scrollTop >= lastTop.current);
    lastTop.current = element.scrollTop;
    setAtEnd(wasAtEnd.current);
  };
  return { isAtEnd, toEnd, onScroll };
}
