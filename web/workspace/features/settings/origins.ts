import { linesIn } from '../../format/lines.ts';

/** The first line that is no origin such as https://shop.example; undefined if all are. */
export function wrongOrigin(text: string): string | undefined {
  return linesIn(text).find((line) => !isOrigin(line));
}

function isOrigin(line: string): boolean {
  if (!URL.canParse(line)) return false;
  const url = new URL(line);
  return /^https?:$/.test(url.protocol) && url.origin === line;
}
