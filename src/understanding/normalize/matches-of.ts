const none: readonly RegExpExecArray[] = [];

/**
 * Every match of a global pattern, as `text.matchAll(pattern)` gives them, without the copy of the pattern that it makes at each call: a
 * message is looked at by some hundred patterns, and nearly none of them is in it.
 */
export function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return none;
  const found: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    found.push(match);
    // Behind nothing at all the look goes on one character further.
    if (match[0] === '') pattern.lastIndex += (text.codePointAt(pattern.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
