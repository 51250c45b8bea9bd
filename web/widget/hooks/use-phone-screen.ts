import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** On phones: the page behind does not scroll, and the window ends where the keyboard begins. */
export function usePhoneScreen(ref: RefObject<HTMLElement>, isOn: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a reference stays the same
  useEffect(() => {
    const element = ref.current;
    if (!element || !isOn) return;
    const { style } = document.documentElement;
    const before = style.overflow;
    style.overflow = 'hidden';
    const viewport = window.visualViewport;
    const fitScreen = () => {
      if (!viewport) return;
      element.style.setProperty('--seen-height', `${viewport.height}px`);
      element.style.setProperty('--seen-top', `${viewport.offsetTop}px`);
    };
    fitScreen();
    viewport?.addEventListener('resize', fitScreen);
    viewport?.addEventListener('scroll', fitScreen);
    return () => {
      style.overflow = before;
      viewport?.removeEventListener('resize', fitScreen);
      viewport?.removeEventListener('scroll', fitScreen);
    };
  }, [isOn]);
}
