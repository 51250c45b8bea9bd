/** A piece of text: words, or the address of a page. */
export type TextPiece = { text: string; url?: string };

/** Only addresses of the web; they end where Chinese punctuation or a bracket begins. */
const addresses = /https?:\/\/[^\s<>"'`，。；：！？、（）《》〈〉「」『』【】“”‘’…—]+/gi;
const trailing = /[.,;:!?)\]}~*_]+$/;

/** Splits a text into words and links. Nothing else in a text means anything: no markup, no other schemes. */
export function splitLinks(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(addresses)) {
    const address = trimEnd(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, url: address });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** An address that may be followed from the window, or undefined. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return ['http:', 'https:'].includes(new URL(url).protocol) ? url : undefined;
}

/** A sentence's mark belongs to the sentence; a bracket that was opened inside belongs to the address. */
function trimEnd(address: string): string {
  const end = trailing.exec(address)?.[0] ?? '';
  const isBalanced = end.startsWith(')') && address.includes('(');
  return isBalanced ? address.slice(0, address.length - end.length + 1) : address.slice(0, address.length - end.length);
}
