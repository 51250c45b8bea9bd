/**
 * JSON with what `JSON.parse` throws away and a shop's export needs: the line of every value, the difference between
 * 160 and 160.0, and the order of keys that look like numbers.
 */
export type JsonNode =
  | { kind: 'object'; line: number; entries: readonly JsonEntry[] }
  | { kind: 'array'; line: number; items: readonly JsonNode[] }
  | { kind: 'string'; line: number; value: string }
  | { kind: 'number'; line: number; text: string }
  | { kind: 'literal'; line: number; value: boolean | null };

export type JsonEntry = { key: string; line: number; value: JsonNode };

export type JsonRead = { ok: true; node: JsonNode } | { ok: false; line: number; column: number; problem: string };

/** A decimal number; a whole one that is written with a point (160.0) is kept apart from the integer 160. */
export type Decimal = number | { readonly wholeDecimal: number };

/** Reads strict JSON (RFC 8259); a fault is told with its line and column, both from 1. */
export function readJson(text: string): JsonRead {
  const reader = { text, at: text.startsWith('\uFEFF') ? 1 : 0, line: 1, depth: 0 };
  try {
    const node = readValue(reader);
    skipBlanks(reader);
    if (reader.at < text.length) return fault(reader, 'text after the end of the JSON value');
    return { ok: true, node };
  } catch (error) {
    if (error instanceof JsonFault) return fault(reader, error.message);
    throw error;
  }
}

/** The value as plain data; whole decimals as `{ wholeDecimal }`. Keys that look like array indexes lose their order. */
export function toValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      // Object.fromEntries defines own properties, so a key "__proto__" stays data.
      return Object.fromEntries(node.entries.map((entry) => [entry.key, toValue(entry.value)]));
    case 'array':
      return node.items.map(toValue);
    case 'number':
      return toDecimal(node.text);
    default:
      return node.value;
  }
}

/** The value as text the way the shop's own system writes it: ", " and ": " between parts, only ASCII, keys in their order. */
export function writeNode(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.entries.map((entry) => `${writeString(entry.key)}: ${writeNode(entry.value)}`).join(', ')}}`;
    case 'array':
      return `[${node.items.map(writeNode).join(', ')}]`;
    case 'number':
      return writeDecimal(toDecimal(node.text));
    case 'string':
      return writeString(node.value);
    case 'literal':
      return String(node.value);
  }
}

/** The same text from plain data. */
export function writeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(', ')}]`;
  if (typeof value === 'string') return writeString(value);
  if (isDecimal(value)) return writeDecimal(value);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${entries.map(([key, one]) => `${writeString(key)}: ${writeValue(one)}`).join(', ')}}`;
  }
  return value === true || value === false ? String(value) : 'null';
}

/** The decimal as a plain number. */
export function toNumber(decimal: Decimal): number {
  return typeof decimal === 'number' ? decimal : decimal.wholeDecimal;
}

/** A number with a point, as the shop's system writes every computed amount. */
export function pointDecimal(value: number): Decimal {
  return Number.isInteger(value) ? { wholeDecimal: value } : value;
}

export function isDecimal(value: unknown): value is Decimal {
  if (typeof value === 'number') return true;
  return (
    typeof value === 'object' && value !== null && 'wholeDecimal' in value && typeof value.wholeDecimal === 'number'
  );
}

type Reader = { text: string; at: number; line: number; depth: number };

class JsonFault extends Error {}

const deepest = 200;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function fault(reader: Reader, problem: string): JsonRead {
  const lineStart = reader.text.lastIndexOf('\n', reader.at - 1) + 1;
  return { ok: false, line: reader.line, column: reader.at - lineStart + 1, problem };
}

function readValue(reader: Reader): JsonNode {
  skipBlanks(reader);
  const { line } = reader;
  const first = reader.text[reader.at];
  if (first === '{') return readObject(reader);
  if (first === '[') return readArray(reader);
  if (first === '"') return { kind: 'string', line, value: readString(reader) };
  for (const [word, value] of [
    ['true', true],
    ['false', false],
    ['null', null],
  ] as const) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length;
      return { kind: 'literal', line, value };
    }
  }
  numberPattern.lastIndex = reader.at;
  const found = numberPattern.exec(reader.text);
  if (found === null)
    throw new JsonFault(first === undefined ? 'the file ends too early' : `unexpected ${JSON.stringify(first)}`);
  reader.at += found[0].length;
  return { kind: 'number', line, text: found[0] };
}

function readObject(reader: Reader): JsonNode {
  const { line } = reader;
  const entries: JsonEntry[] = [];
  readList(reader, '}', () => {
    const keyLine = reader.line;
    if (reader.text[reader.at] !== '"') throw new JsonFault('a key in double quotes is missing');
    const key = readString(reader);
    skipBlanks(reader);
    take(reader, ':');
    entries.push({ key, line: keyLine, value: readValue(reader) });
  });
  return { kind: 'object', line, entries };
}

function readArray(reader: Reader): JsonNode {
  const { line } = reader;
  const items: JsonNode[] = [];
  readList(reader, ']', () => items.push(readValue(reader)));
  return { kind: 'array', line, items };
}

function readList(reader: Reader, end: string, readItem: () => void): void {
  reader.at += 1;
  reader.depth += 1;
  if (reader.depth > deepest) throw new JsonFault(`more than ${deepest} levels deep`);
  skipBlanks(reader);
  if (reader.text[reader.at] !== end) {
    for (;;) {
      skipBlanks(reader);
      readItem();
      skipBlanks(reader);
      if (reader.text[reader.at] !== ',') break;
      reader.at += 1;
    }
  }
  take(reader, end);
  reader.depth -= 1;
}

function readString(reader: Reader): string {
  let value = '';
  reader.at += 1;
  for (;;) {
    const one = reader.text[reader.at];
    if (one === undefined) throw new JsonFault('a text is not closed');
    if (one < ' ') throw new JsonFault('a line break or control character inside a text');
    reader.at += 1;
    if (one === '"') return value;
    value += one === '\\' ? readEscape(reader) : one;
  }
}

function readEscape(reader: Reader): string {
  const name = reader.text[reader.at] ?? '';
  if (name === 'u') {
    const digits = reader.text.slice(reader.at + 1, reader.at + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw new JsonFault('a wrong \\u escape');
    reader.at += 5;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  const value = escapes[name];
  if (value === undefined) throw new JsonFault('an unknown escape');
  reader.at += 1;
  return value;
}

function take(reader: Reader, wanted: string): void {
  const found = reader.text[reader.at];
  if (found !== wanted) {
    throw new JsonFault(found === undefined ? 'the file ends too early' : `${JSON.stringify(wanted)} is missing`);
  }
  reader.at += 1;
}

function skipBlanks(reader: Reader): void {
  for (;;) {
    const one = reader.text[reader.at];
    if (one === '\n') reader.line += 1;
    else if (one !== ' ' && one !== '\t' && one !== '\r') return;
    reader.at += 1;
  }
}

function toDecimal(text: string): Decimal {
  const value = Number(text);
  return Number.isInteger(value) && /[.eE]/.test(text) ? { wholeDecimal: value } : value;
}

function writeDecimal(decimal: Decimal): string {
  if (typeof decimal === 'number') return String(decimal);
  return Object.is(decimal.wholeDecimal, -0) ? '-0.0' : `${decimal.wholeDecimal}.0`;
}

function writeString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
