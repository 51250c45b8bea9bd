import { useEffect } from 'react';
import {
  type Action,
  actionList,
  actions,
  availabilityOf,
  type Desk,
  isPressed,
  isTypingIn,
} from '../actions/index.ts';

/** Runs the action whose shortcut is pressed, anywhere in the window. */
export function useShortcuts(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const isTyping = isTypingIn(event.target);
      const action =
        byArrow(event) ?? actionList.find((one) => one.shortcut && isPressed(one.shortcut, event, isTyping));
      if (!action || availabilityOf(action, desk).kind !== 'ready') return;
      event.preventDefault();
      action.run(desk);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [desk]);
}

/** Arrows move through the list where they have nothing else to do: in the list itself, or with the focus nowhere. */
function byArrow(event: KeyboardEvent): Action | undefined {
  const { target } = event;
  const isFree =
    target === document.body || (target instanceof Element && target.closest('[data-inbox-list]') !== null);
  if (!isFree || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  if (event.key === 'ArrowDown') return actions.next;
  return event.key === 'ArrowUp' ? actions.previous : undefined;
}
