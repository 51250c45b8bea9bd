/** Where a text stops being JSON; lines and columns are counted from 1, as an editor shows them. */
export type JsonFault = { line: number; column: number };

/** The first place at which a text is no JSON; undefined where all of it is. Browsers word and place this each in their own way. */
export function jsonFault(text: string): JsonFault | undefined {
  const end = readValue(text, skip(text, 0));
  const at = typeof end === 'number' ? skip(text, end) : end.fault;
  if (typeof end === 'number' && at === text.length) return undefined;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The same text with a line for each entry; unchanged where it is no JSON. */
export function tidyJson(text: string): string {
  return text.trim() === '' || jsonFault(text) !== undefined ? text : JSON.stringify(JSON.parse(text), null, 2);
}

/** The place behind what was read, or where it went wrong. */
type Read = number | { fault: number };

const space = /[ \t\r\n]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
// Control characters may not stand in a text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these
const plain = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;

function readValue(text: string, at: number): Read {
  if (text[at] === '{') return readEntries(text, at, '}', readMember);
  if (text[at] === '[') return readEntries(text, at, ']', readValue);
  return text[at] === '"' ? readText(text, at) : (match(scalar, text, at) ?? { fault: at });
}

function readEntries(text: string, from: number, close: string, readOne: (text: string, at: number) => Read): Read {
  let at = skip(text, from + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    const end = readOne(text, at);
    if (typeof end !== 'number') return end;
    at = skip(text, end);
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') return { fault: at };
    at = skip(text, at + 1);
  }
}

function readMember(text: string, at: number): Read {
  const name = text[at] === '"' ? readText(text, at) : { fault: at };
  if (typeof name !== 'number') return name;
  const colon = skip(text, name);
  return text[colon] === ':' ? readValue(text, skip(text, colon + 1)) : { fault: colon };
}

function readText(text: string, at: number): Read {
  const end = match(plain, text, at + 1) ?? at + 1;
  return text[end] === '"' ? end + 1 : { fault: end };
}

function skip(text: string, at: number): number {
  return match(space, text, at) ?? at;
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
