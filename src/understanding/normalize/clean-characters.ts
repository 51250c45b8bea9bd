import type { MappedText } from './mapped-text.ts';
import { simplifiedUnit } from './simplified.ts';

/** Invisible on screen: controls, zero-width and bidirectional marks, variation selectors, skin tones, byte order mark, soft hyphen, tag characters. */
const invisible =
  /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\u115F\u1160\u3164\uFFA0\uFFFC\uFFFD]|[\uFE00-\uFE0F]|\u034F|\p{Emoji_Modifier}/u;
const combining = /\p{M}/u;
/** Carriage return, next line, line and paragraph separator. */
const lineEnds = new Set([0x0d, 0x85, 0x2028, 0x2029]);
/** More than two marks on one letter are decoration ("Zalgo") and are dropped. */
const marksKept = 2;

/** Cleans a text character by character: NFKC, simplified characters, nothing invisible, lone surrogates to spaces. */
export function cleanCharacters(original: string): MappedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const append = (piece: string, start: number, end: number) => {
    for (let index = 0; index < piece.length; index++) {
      text += String.fromCharCode(simplifiedUnit(piece.charCodeAt(index)));
      starts.push(start);
      ends.push(end);
    }
  };
  let position = 0;
  while (position < original.length) {
    const unit = original.charCodeAt(position);
    if (isPlain(unit) && !mayCombine(original.charCodeAt(position + 1))) {
      append(original.charAt(position), position, position + 1);
      position += 1;
      continue;
    }
    const end = clusterEnd(original, position);
    append(cleanCluster(original.slice(position, end)), position, end);
    position = end;
  }
  return { text, starts, ends };
}

/** Printable ASCII and the common Chinese characters need no look-up. */
function isPlain(unit: number): boolean {
  return (unit >= 0x20 && unit < 0x7f) || unit === 0x0a || (unit >= 0x4e00 && unit <= 0x9fff);
}

/** Combining marks start here; NaN at the end of the text is none. */
function mayCombine(unit: number): boolean {
  return unit >= 0x300 && !isPlain(unit);
}

/** End of the code point at `position` with the combining marks behind it. */
function clusterEnd(text: string, position: number): number {
  let end = position + codePointLength(text, position);
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (unit < 0x300 || isPlain(unit)) break;
    const length = codePointLength(text, end);
    if (!combining.test(text.slice(end, end + length))) break;
    end += length;
  }
  return end;
}

function codePointLength(text: string, position: number): number {
  const code = text.codePointAt(position) ?? 0;
  return code > 0xffff ? 2 : 1;
}

function cleanCluster(cluster: string): string {
  const first = cluster.codePointAt(0) ?? 0;
  if (first >= 0xd800 && first <= 0xdfff) return ' ';
  if (first === 0x09) return ' ';
  if (lineEnds.has(first)) return '\n';
  const characters = [...cluster];
  const kept = characters.length > 1 + marksKept ? characters.slice(0, 1 + marksKept).join('') : cluster;
  return [...kept.normalize('NFKC')].filter((character) => !invisible.test(character)).join('');
}
