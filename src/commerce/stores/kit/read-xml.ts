/** A node of simple XML: text, or children by name (the last of equal names wins). */
export type XmlNode = string | { [name: string]: XmlNode };

/**
 * XML as platforms push it: elements, text and CDATA, read in one pass. Document types, processing instructions, attributes and
 * entities other than the five of XML are not read at all: undefined.
 */
export function readXml(text: string): XmlNode | undefined {
  const reader: Reader = { source: text.replace(/^\s*<\?xml [^>]{0,200}\?>/, '').trim(), at: 0 };
  const root = readElement(reader, 0);
  return root === undefined || reader.at !== reader.source.length ? undefined : root.content;
}

type Reader = { source: string; at: number };

/** Deepest nesting that is read; pushes have two or three levels. */
const deepest = 8;
const dataStart = '<![CDATA[';

function readElement(reader: Reader, depth: number): { name: string; content: XmlNode } | undefined {
  const { source } = reader;
  const name = readName(reader);
  if (name === undefined || depth > deepest) return undefined;
  const children: Record<string, XmlNode> = {};
  let words = '';
  while (!source.startsWith(`</${name}>`, reader.at)) {
    if (source[reader.at] === '<' && !source.startsWith(dataStart, reader.at)) {
      const child = readElement(reader, depth + 1);
      if (child === undefined) return undefined;
      children[child.name] = child.content;
    } else {
      const part = readText(reader);
      if (part === undefined) return undefined;
      words += part;
    }
  }
  reader.at += name.length + 3;
  return { name, content: Object.keys(children).length === 0 ? words : children };
}

function readName(reader: Reader): string | undefined {
  const opening = /<([A-Za-z][\w:-]{0,63})>/y;
  opening.lastIndex = reader.at;
  const name = opening.exec(reader.source)?.[1];
  if (name !== undefined) reader.at = opening.lastIndex;
  return name;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** CDATA or plain text up to the next element. */
function readText(reader: Reader): string | undefined {
  const isData = reader.source.startsWith(dataStart, reader.at);
  const start = isData ? reader.at + dataStart.length : reader.at;
  const end = reader.source.indexOf(isData ? ']]>' : '<', start);
  if (end < 0) return undefined;
  reader.at = isData ? end + 3 : end;
  const text = reader.source.slice(start, end);
  if (isData) return text;
  if (/&(?!(?:lt|gt|amp|quot|apos);)/.test(text)) return undefined;
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_whole, name: string) => entities[name] ?? '');
}
