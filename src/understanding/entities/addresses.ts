import { buildAutomaton, longestHits } from './automaton.ts';
import { type Finder, type Found, patternFinder } from './found.ts';
import { provinceLetters, provinces, shortName } from './read-division.ts';

/** A 'part' is a district without its ending (余杭): one only right behind another division. */
type Level = 'province' | 'city' | 'district' | 'part';
type Chain = { start: number; end: number; levels: Set<Level> };

const divisions = buildAutomaton(divisionWords());
/** Words that a street address has behind its districts. */
const detailMark =
  /[路街道巷弄号栋幢楼室座层村镇乡屯组队庄湾坊里苑园城段]|小区|单元|花园|大厦|广场|公寓|宿舍|学校|大学|中学|小学|医院|公司|工业|开发区|新区|驿站|菜鸟|丰巢|门市|店|\d+-\d+/u;
/** "杭州某某科技有限公司" is a name for an invoice, not a place. */
const companyName = /^[^\d路街道巷号]*(?:公司|厂|集团|银行|事务所)$/u;
/** What ends an address although no punctuation does. */
const endOfDetail =
  /(?:收件|收货|收$|税号|抬头|发票|开户|电话|手机|联系|姓名|邮编|可以|能(?:不能)?(?:到|送|寄|发)|要?几天|多久|发货|包邮|什么时候|运费|邮费|吗|呢|谢谢|麻烦|寄(?:到|给)|改(?:成|为|到)|的(?:订单|快递|包裹|地址)|有没有|到货|快递|物流|怎么|多少|帮我|请|1[3-9]\d{9}|09\d{8})/u;
const detailChunk = /[ ,、]?[^,。;!?\n 、:]{1,40}/uy;
const municipality = /^(?:北京|上海|天津|重庆|[京沪津渝] ?(?=\p{Script=Han}))/u;
const betweenDivisions = /^[ ,、/-]{0,2}$/u;
const withoutDivision = patternFinder([
  {
    type: 'address',
    pattern:
      /(?<!\p{Script=Han})(?:(?:地址|送到|寄到|发到|寄往|改成|改为|改到|住在?|在)(?:是|:| )*)?(\p{Script=Han}{2,8}(?:路|街|大道|巷|弄|胡同)\d{1,5}(?:弄\d{1,5})?号[^\s,。;!?:]{0,24})/dgu,
    taken: 1,
    value: (match) => cutDetail(match[1] ?? ''),
  },
  {
    type: 'address',
    pattern:
      /(?<![\w#-])\d{1,6} (?:[NSEW]\.? )?(?:[A-Z][\w.'-]* ){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Ter|Circle|Cir|Highway|Hwy|Parkway|Pkwy|Square|Sq|Trail|Loop|Close|Crescent|Gardens)\b\.?(?:,? (?:Suite|Ste|Apt|Apartment|Unit|Floor|Flat|#)\.? ?#?[\w-]{1,8})?(?:,? [A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){0,2})?(?:,? [A-Z]{2}\b)?(?:,? \d{5}(?:-\d{4})?\b)?(?:,? (?:USA|US|United States|UK|Canada|Australia)\b)?/dgiu,
  },
]);

/** Postal addresses: Chinese ones from a division down to the house number, street addresses of other countries. */
export const findAddresses: Finder = (text) => [...chineseAddresses(text), ...withoutDivision(text)];

function chineseAddresses(text: string): Found[] {
  return chainsIn(text).flatMap((chain) => {
    const end = chain.end + detailLength(text.slice(chain.end));
    const detail = text.slice(chain.end, end);
    const isAddress =
      chain.levels.size >= 3 || (detail.trim().length >= 3 && detailMark.test(detail) && !companyName.test(detail));
    return isAddress
      ? [{ type: 'address' as const, value: text.slice(chain.start, end), start: chain.start, end }]
      : [];
  });
}

/** Divisions that stand next to each other, as "浙江省 杭州市西湖区". */
function chainsIn(text: string): Chain[] {
  const chains: Chain[] = [];
  for (const { start, end, meanings } of longestHits(divisions.find(text))) {
    const last = chains.at(-1);
    const continues = last !== undefined && betweenDivisions.test(text.slice(last.end, start));
    const levels = meanings.flatMap((level) => (level !== 'part' ? [level] : continues ? ['district' as const] : []));
    if (levels.length === 0) continue;
    if (continues) {
      last.end = end;
      for (const level of levels) last.levels.add(level);
    } else chains.push({ ...withLetter(text, start), end, levels: new Set(levels) });
  }
  for (const chain of chains) {
    // A municipality is province and city in one.
    if (municipality.test(text.slice(chain.start, chain.end))) chain.levels.add('province').add('city');
  }
  return chains;
}

/** "粤深圳" begins with the letter of its province. */
function withLetter(text: string, start: number): { start: number } {
  const before = text.slice(0, start).match(/(?:^|[^\p{Script=Han}])(\p{Script=Han}) ?$/u)?.[1];
  if (before === undefined || provinceLetters[before] === undefined) return { start };
  return { start: text.lastIndexOf(before, start - 1) };
}

/** Length of the street part: pieces go on as long as they look like one. */
function detailLength(rest: string): number {
  let length = 0;
  for (;;) {
    detailChunk.lastIndex = length;
    const chunk = detailChunk.exec(rest)?.[0];
    if (chunk === undefined || length > 80) return length;
    const kept = cutDetail(chunk);
    if (kept.trim() === '' || (!detailMark.test(kept) && !/^[ ,、]?[\w-]{1,8}$/u.test(kept))) return length;
    length += kept.trimEnd().length;
    if (kept.length < chunk.length) return length;
  }
}

function cutDetail(chunk: string): string {
  const end = chunk.search(endOfDetail);
  return end < 0 ? chunk : chunk.slice(0, end).replace(/[ ,、:]+$/u, '');
}

/** Full names, and the short ones ("广东", "杭州"); those of districts count behind another division only. */
function divisionWords(): [string, Level][] {
  const words: [string, Level][] = [];
  const add = (name: string, level: Level, shortLevel: Level) => {
    if (name.length >= 2) words.push([name, level]);
    const short = shortName(name);
    if (short !== undefined) words.push([short, shortLevel]);
  };
  for (const { name, cities } of provinces()) {
    add(name, 'province', 'province');
    for (const city of cities) {
      if (city.name !== '') add(city.name, 'city', 'city');
      for (const district of city.districts) add(district, 'district', 'part');
    }
  }
  return words;
}
