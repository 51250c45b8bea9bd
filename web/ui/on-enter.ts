import type { KeyboardEvent } from 'react';

/** Enter in one field of a larger form does this and does not send the form. Words that are still being composed are left alone. */
export function onEnter(run: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    run();
  };
}
