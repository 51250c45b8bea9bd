import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

const nearEnd = 80;
const nearTop = 120;

/**
 * Scrolling of a thread: stays at the end while somebody reads there, goes there with the own words (`sending` of them are on their way),
 * keeps the place when older messages come in above.
 */
export function useStickyScroll(given: {
  firstSeq: number;
  lastSeq: number;
  sending: number;
  growth: string;
  nearTop(): void;
}): {
  ref: RefObject<HTMLDivElement | null>;
  isAtEnd: boolean;
  newBelow: number;
  onScroll(): void;
  toEnd(): void;
} {
  const ref = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(given.lastSeq);
  const height = useRef(0);
  const firstSeq = useRef(given.firstSeq);
  const atEnd = useRef(true);
  const sending = useRef(given.sending);

  const toEnd = useCallback(() => {
    const element = ref.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `growth` tells that something was drawn
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    if (given.sending > sending.current) atEnd.current = true;
    sending.current = given.sending;
    if (given.firstSeq < firstSeq.current) element.scrollTop += element.scrollHeight - height.current;
    else if (atEnd.current) {
      toEnd();
      setSeenSeq(given.lastSeq);
    }
    firstSeq.current = given.firstSeq;
    height.current = element.scrollHeight;
  }, [given.firstSeq, given.lastSeq, given.sending, given.growth, toEnd]);

  // Pictures and a growing reply box change heights without a new message.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    observer.observe(element);
    return () => observer.disconnect();
  }, [toEnd]);

  const onScroll = useCallback(() => {
    const element = ref.current;
    if (!element) return;
    const isNow = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    atEnd.current = isNow;
    setAtEnd(isNow);
    if (isNow) setSeenSeq(given.lastSeq);
    if (element.scrollTop < nearTop && element.scrollHeight > element.clientHeight) given.nearTop();
  }, [given.lastSeq, given.nearTop]);

  return { ref, isAtEnd, newBelow: Math.max(0, given.lastSeq - seenSeq), onScroll, toEnd };
}
