import { divisionLines } from './divisions.ts';

/** A place down to its district, by full names; what the text does not tell and what is not certain is left out. */
export type Division = { province?: string; city?: string; district?: string };

type Province = { name: string; cities: readonly City[] };
type City = { name: string; districts: readonly string[] };

/** One-letter names of provinces, as on number plates. */
export const provinceLetters: Readonly<Record<string, string>> = {
  京: '北京市',
  津: '天津市',
  沪: '上海市',
  渝: '重庆市',
  冀: '河北省',
  晋: '山西省',
  辽: '辽宁省',
  吉: '吉林省',
  黑: '黑龙江省',
  苏: '江苏省',
  浙: '浙江省',
  皖: '安徽省',
  闽: '福建省',
  赣: '江西省',
  鲁: '山东省',
  豫: '河南省',
  鄂: '湖北省',
  湘: '湖南省',
  粤: '广东省',
  琼: '海南省',
  川: '四川省',
  蜀: '四川省',
  黔: '贵州省',
  滇: '云南省',
  陕: '陕西省',
  甘: '甘肃省',
  青: '青海省',
  蒙: '内蒙古自治区',
  桂: '广西壮族自治区',
  藏: '西藏自治区',
  宁: '宁夏回族自治区',
  新: '新疆维吾尔自治区',
  港: '香港特别行政区',
  澳: '澳门特别行政区',
};
/** Levels that only stand in lists: the city of a municipality and of counties that a province runs itself. */
const nameless = /^(?:市辖区|县|省直辖|自治区直辖)/u;
const endings =
  /(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:[\p{Script=Han}]{1,5}族)?自治[州县旗]|新区|地区|林区|[省市区县旗盟])$/u;

let known: readonly Province[] | undefined;

/** Provinces with their cities and districts; read once. */
export function provinces(): readonly Province[] {
  known ??= divisionLines
    .trim()
    .split('\n')
    .map((line): Province => {
      const [name = '', ...cities] = line.split('|');
      return {
        name,
        cities: cities.map((entry) => {
          const [city = '', districts = ''] = entry.split(':');
          return { name: nameless.test(city) ? '' : city, districts: districts.split(',') };
        }),
      };
    });
  return known;
}

/** "余杭" for 余杭区; undefined where nothing recognisable would be left. */
export function shortName(name: string): string | undefined {
  const short = name.replace(endings, '');
  return short.length >= 2 && short !== name ? short : undefined;
}

/** Province, city and district that an address names, also by short names ("浙江杭州余杭", "沪 浦东"); missing higher levels are filled in where only one fits. */
export function readDivision(address: string): Division {
  const text = address.trimStart();
  const province = best(provinces(), ({ name }) => name, text)?.one ?? provinceByLetter(text);
  const inside = province ? [province] : provinces();
  const places = inside.flatMap(({ name, cities }) => cities.map((city) => ({ province: name, city })));
  const named = best(
    places.filter(({ city }) => city.name !== ''),
    ({ city }) => city.name,
    text,
  );
  const rest = named ? text.slice(named.end) : text;
  const districts = (named ? [named.one] : places).flatMap(({ province: of, city }) =>
    city.districts.map((district) => ({ of, city: city.name, district })),
  );
  const found = best(districts, ({ district }) => district, rest);
  const isOnlyOne = found && districts.filter(({ district }) => district === found.one.district).length === 1;
  if (found && (named || province || (isOnlyOne && found.isFull)))
    return division(found.one.of, found.one.city, found.one.district);
  return named ? division(named.one.province, named.one.city.name) : division(province?.name ?? '', '');
}

type Named<Item> = { one: Item; end: number; isFull: boolean };

/** What is named in the text: by its full name before its short one, the longer name before the shorter. */
function best<Item>(items: readonly Item[], nameOf: (item: Item) => string, text: string): Named<Item> | undefined {
  let found: (Named<Item> & { rank: number }) | undefined;
  for (const one of items) {
    const name = nameOf(one);
    const short = shortName(name);
    const full = text.indexOf(name);
    const at = full < 0 && short !== undefined ? shortPlace(short, text) : full;
    if (at < 0) continue;
    const length = full < 0 ? (short?.length ?? 0) : name.length;
    const rank = (full < 0 ? 0 : 100) + length;
    if (!found || rank > found.rank) found = { one, end: at + length, isFull: full >= 0, rank };
  }
  return found;
}

/** Where a short name stands that is not the name of a street ("中山路", "南京西路"); -1 where nowhere. */
function shortPlace(short: string, text: string): number {
  const at = text.indexOf(short);
  return at >= 0 && /^[东西南北中一二三]?(?:路|街|大道|大街|巷)/u.test(text.slice(at + short.length)) ? -1 : at;
}

function provinceByLetter(text: string): Province | undefined {
  const name = provinceLetters[text.charAt(0)];
  return name === undefined ? undefined : provinces().find((one) => one.name === name);
}

/** A municipality is its own city. */
function division(province: string, city: string, district = ''): Division {
  const ownCity = city === '' && /^(?:北京|上海|天津|重庆)/u.test(province) ? province : city;
  return {
    ...(province === '' ? {} : { province }),
    ...(ownCity === '' ? {} : { city: ownCity }),
    ...(district === '' ? {} : { district }),
  };
}
