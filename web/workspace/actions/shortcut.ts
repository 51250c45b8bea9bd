/** A key with its modifiers. Without `mod` or `alt` it works only while nobody types. */
export type Shortcut = {
  /** `KeyboardEvent.key`, or the digit where `alt` is held. */
  key: string;
  /** Ctrl, on a Mac the command key. */
  mod?: true;
  alt?: true;
};

/** The part of a keyboard event that decides. */
export type KeyPress = {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
};

/** Whether a key press is this shortcut. Alt with a digit is told by its place, since Macs write other signs with it. */
export function isPressed(shortcut: Shortcut, press: KeyPress, isTyping: boolean): boolean {
  if (press.isComposing) return false;
  if (isTyping && !shortcut.mod && !shortcut.alt) return false;
  if ((press.ctrlKey || press.metaKey) !== (shortcut.mod ?? false)) return false;
  if (press.altKey !== (shortcut.alt ?? false)) return false;
  if (shortcut.alt) return press.code === `Digit${shortcut.key}`;
  return press.key.toLowerCase() === shortcut.key.toLowerCase();
}

/** The shortcut as keys to show. */
export function keysOf(shortcut: Shortcut, isMac: boolean): string[] {
  return [
    ...(shortcut.mod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(shortcut.alt ? [isMac ? '⌥' : 'Alt'] : []),
    shortcut.key.length === 1 ? shortcut.key.toUpperCase() : shortcut.key,
  ];
}

/** Two shortcuts that no key press could tell apart. */
export function isSameShortcut(one: Shortcut, other: Shortcut): boolean {
  return (
    one.key.toLowerCase() === other.key.toLowerCase() &&
    (one.mod ?? false) === (other.mod ?? false) &&
    (one.alt ?? false) === (other.alt ?? false)
  );
}

/** Whether a key press in this element writes text or steers a control. */
export function isTypingIn(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  return (
    element.isContentEditable || element.closest('input, textarea, select, [role="menu"], [role="dialog"]') !== null
  );
}

/** Whether this is a Mac, whose keys are named otherwise. */
export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
