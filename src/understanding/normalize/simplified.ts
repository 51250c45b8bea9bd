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

/** True for a character that is written only in simplified Chinese. */
export function isSimplifiedOnly(unit: number): boolean {
  return simplifiedOnly.has(unit);
}

/** Simplified form of a whole text, unit by unit, so that offsets stay the same. */
export function toSimplified(text: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++)
    result += String.fromCharCode(simplifiedUnit(text.charCodeAt(index)));
  return result;
}

/** Simplified forms that traditional text uses as well, for another word (皇后, 公里, 只有). */
const usedInBoth = new Set(
  [
    ...'后里面只干台系余云征松制谷斗几丑范仆冲准么了着出回家卷表岳朱秋胜舍御采凶向同志合游娘板布当党灯吊冬独占困郁致周杯杰才姜借克夸蜡累厘历帘鹿蒙弥辟凭仆千签曲扑朴确洒师尸术松苏坛体涂万席咸弦须旋叶佣涌与愿岳云芸沄扎占折症种众注准筑',
  ].map((character) => character.charCodeAt(0)),
);
const simplifiedOnly = new Set(
  [...table].filter((simplified, unit) => simplified !== 0 && simplified !== unit && !usedInBoth.has(simplified)),
);

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
