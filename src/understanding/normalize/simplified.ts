import traditionalCharacters from 'opencc-js/dict/TSCharacters';

/** Characters that the conversion table leaves alone although shoppers mean the other one. */
const furtherPairs = '妳你著着祂他牠它瞭了汙污囧囧滙汇喫吃拚拼砲炮臺台祕秘裡里裏里麽么佔占僱雇';

/** For each UTF-16 unit its simplified character, 0 where there is none; one flat table is read faster than any map. */
const table = buildTable();

/** The simplified form of a UTF-16 unit; the unit itself where it has none. Word choice is not converted, only characters. */
export function simplifiedUnit(unit: number): number {
  return table[unit] || unit;
}

/** True for a character that is written only in traditional Chinese. */
export function isTraditionalOnly(unit: number): boolean {
  const simplified = table[unit] ?? 0;
  return simplified !== 0 && simplified !== unit;
}

/** Simplified form of a whole text, unit by unit, so that offsets stay the same. */
export function toSimplified(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++)
    result += String.fromCharCode(simplifiedUnit(text.charCodeAt(index)));
  return result;
}

function buildTable(): Uint16Array {
  const built = new Uint16Array(65_536);
  for (const pair of traditionalCharacters.split('|')) {
    const [traditional = '', simplified = ''] = pair.split(' ');
    if (traditional.length === 1 && simplified.length === 1)
      built[traditional.charCodeAt(0)] = simplified.charCodeAt(0);
  }
  for (let index = 0; index + 1 < furtherPairs.length; index += 2)
    built[furtherPairs.charCodeAt(index)] = furtherPairs.charCodeAt(index + 1);
  return built;
}
