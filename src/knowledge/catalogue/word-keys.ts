/** What a normalised text is found by: pairs of Chinese characters, a character that stands alone, other words. */
export function keysOf(normalised: string): readonly string[] {
  const keys: string[] = [];
  for (const run of normalised.match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? []) {
    if (run.length < 2 || !isHan(run)) keys.push(run);
    else for (let at = 0; at + 1 < run.length; at += 1) keys.push(run.slice(at, at + 2));
  }
  return keys;
}

function isHan(run: string): boolean {
  return run.charCodeAt(0) >= 0x2e80;
}
