import { useEffect } from 'react';
import { actionList, availabilityOf, type Desk, isPressed, isTypingIn } from '../actions/index.ts';

/** Runs the action whose shortcut is pressed, anywhere in the window. */
export function useShortcuts(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const isTyping = isTypingIn(event.target);
      const action = actionList.find((one) => one.shortcut && isPressed(one.shortcut, event, isTyping));
      if (!action || availabilityOf(action, desk).kind !== 'ready') return;
      event.preventDefault();
      action.run(desk);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [desk]);
}
