import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const focusable = 'a[href], button:not(:disabled), textarea, input:not([type=file]), select, [tabindex="0"]';

/** Keeps the tab key inside of an element while `isOn`: only where the element fills the screen. */
export function useFocusTrap(ref: RefObject<HTMLElement>, isOn: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a reference stays the same
  useEffect(() => {
    const element = ref.current;
    if (!element || !isOn) return;
    const keep = (event: KeyboardEvent) => {
      if (event.key !== 'Tab') return;
      const all = [...element.querySelectorAll<HTMLElement>(focusable)].filter((one) => one.offsetParent !== null);
      const active = activeIn(element);
      const edge = event.shiftKey ? all[0] : all.at(-1);
      const other = event.shiftKey ? all.at(-1) : all[0];
      if (active && active !== edge && element.contains(active)) return;
      event.preventDefault();
      other?.focus();
    };
    element.addEventListener('keydown', keep);
    return () => element.removeEventListener('keydown', keep);
  }, [isOn]);
}

/** What has the focus in the window's own tree. */
export function activeIn(element: HTMLElement): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement;
}
