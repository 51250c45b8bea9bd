import { buildAutomaton, longestHits } from './automaton.ts';
import { divisionLines } from './divisions.ts';
import { type Finder, type Found, patternFinder } from './found.ts';

type Level = 'province' | 'city' | 'district';
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
    if (last && betweenDivisions.test(text.slice(last.end, start))) {
      last.end = end;
      for (const level of meanings) last.levels.add(level);
    } else chains.push({ start, end, levels: new Set(meanings) });
  }
  return chains;
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

/** Full names, and for provinces and cities the short ones ("广东", "杭州"). */
function divisionWords(): [string, Level][] {
  const words: [string, Level][] = [];
  const add = (name: string, level: Level) => {
    const short = name.replace(/(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|[省市])$/u, '');
    if (name.length >= 2) words.push([name, level]);
    if (level !== 'district' && short.length >= 2 && short !== name) words.push([short, level]);
  };
  for (const line of divisionLines.trim().split('\n')) {
    const [province = '', ...cities] = line.split('|');
    add(province, 'province');
    for (const entry of cities) {
      const [city = '', districts = ''] = entry.split(':');
      if (!/^(?:市辖区|县|省直辖|自治区直辖)/u.test(city)) add(city, 'city');
      for (const district of districts.split(',')) add(district, 'district');
    }
  }
  return words;
}
