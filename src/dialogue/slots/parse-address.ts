import { readDivision } from '../../understanding/index.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * Reads an address out of free words: Chinese (省市区 in order, receiver and phone anywhere) or American style
 * ("12 Oak Street, Suite 4, Austin, TX 78701"). Fields that the words do not hold are left out.
 */
export function parseAddress(text: string): Fields {
  const { rest, phone } = takePhone(text.replace(/#[A-Z]?\d{4,}|\b[A-Z]{1,3}\d{6,}\b/gi, ' '));
  const fields = /\p{Script=Han}/u.test(rest) ? parseChinese(rest) : parseAmerican(rest);
  return phone === undefined ? fields : { ...fields, phone };
}

const municipalities = ['北京', '上海', '天津', '重庆', '重慶'];
const chinesePattern =
  /(?=\p{Script=Han})(?<province>[\p{Script=Han}]{2,7}?(?:省|自治区|自治區|特别行政区)|北京市?|上海市?|天津市?|重庆市?|重慶市?)?\s*(?<city>[\p{Script=Han}]{2,8}?(?:市|自治州|地区|盟)|[\p{Script=Han}]{2,3}[縣县](?=[\p{Script=Han}]{1,4}[区區市镇鎮乡鄉]))?\s*(?<district>[\p{Script=Han}]{1,8}?(?:区|區|县|縣|旗|市|镇|鎮|鄉))\s*(?<detail>.*[\p{Script=Han}\d].*)/u;

function parseChinese(text: string): Fields {
  const cleaned = text.replace(/^.*?(?:地址)?(?:改成|改到|改为|改為|换成|寄到|送到|变更为|是)\s*[::]?\s*/u, '');
  const found = chinesePattern.exec(cleaned);
  if (found?.groups === undefined || (found.groups.city === undefined && found.groups.province === undefined))
    return shortDivision(cleaned);
  const { province = '', city = '', district = '', detail = '' } = found.groups;
  const isMunicipality = municipalities.some((name) => province.startsWith(name));
  const wholeCity = isMunicipality ? `${province.replace(/市$/, '')}市` : city;
  const wholeProvince = isMunicipality ? `${province.replace(/市$/, '')}市` : province || city;
  const before = cleaned.slice(0, found.index).replace(/[^\p{Script=Han}]/gu, '');
  const { body, name } = takeName(detail.trim(), before);
  if (wholeCity === '') return {};
  return { province: wholeProvince, city: wholeCity, district, detail: body, ...(name === '' ? {} : { name }) };
}

/** "杭州西湖区文二路391号", "浙江杭州余杭…": divisions by their short names, the street behind them. */
function shortDivision(text: string): Fields {
  const { province, city, district } = readDivision(text);
  if (province === undefined || city === undefined) return {};
  const names = [province, city, ...(district === undefined ? [] : [district])].flatMap((name) => [
    name,
    name.replace(/(?:省|市|区|县|自治区|特别行政区)$/u, ''),
  ]);
  const end = Math.max(...names.map((name) => (text.includes(name) ? text.indexOf(name) + name.length : 0)));
  const { body, name } = takeName(
    text
      .slice(end)
      .replace(/^[区县市\s,，]+/u, '')
      .trim(),
    '',
  );
  if (!/[\p{Script=Han}\d]{2}/u.test(body)) return {};
  return { province, city, district: district ?? '', detail: body, ...(name === '' ? {} : { name }) };
}

/** The receiver stands before the address or, set apart by a space or comma, after it. */
function takeName(detail: string, before: string): { body: string; name: string } {
  const receiver = before.replace(/收件人|收货人|姓名|联系人/g, '');
  if (receiver.length >= 2 && receiver.length <= 4) return { body: trimmed(detail), name: receiver };
  const after = /^(.*\S)[\s,,、]+(?:收件人|收货人)?[::]?\s*([\p{Script=Han}]{2,4})\s*收?$/u.exec(detail);
  return { body: trimmed(after?.[1] ?? detail), name: after?.[2] ?? '' };
}

const statePattern = /\b(?<state>[A-Z]{2})\b[\s,]*(?<zip>\d{5}(?:-\d{4})?)?\b/g;

function parseAmerican(text: string): Fields {
  const start = /\b\d{1,6}[A-Za-z]?\s+[A-Za-z]/.exec(text);
  if (start === null) return {};
  const address = text.slice(start.index).replace(/[,\s]+(?:USA|United States|US)\.?\s*$/i, '');
  const states = [...address.toUpperCase().matchAll(statePattern)];
  const state = states.filter((one) => one.groups?.zip !== undefined).at(-1) ?? states.at(-1);
  if (state?.groups === undefined) return {};
  const zip = state.groups.zip ?? /\b\d{5}\b(?!.*\b\d{5}\b)/.exec(address)?.[0] ?? '';
  const parts = address
    .slice(0, state.index)
    .split(/[,\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const city = parts.pop() ?? '';
  const isCountry = /USA|United States/i.test(text);
  const country = isCountry ? { country: 'USA' } : {};
  return { detail: parts.join(', '), city, province: state.groups.state ?? '', district: '', zip, ...country };
}

function takePhone(text: string): { rest: string; phone?: string } {
  const found = /(?<!\d)(?:1[3-9]\d{9}|09\d{2}-?\d{3}-?\d{3}|\+\d[\d\s-]{8,15}\d)(?!\d)/.exec(text);
  if (found === null) return { rest: text };
  return { rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`, phone: found[0] };
}

function trimmed(text: string): string {
  return text.replace(/[,,。;;\s]+$/u, '').trim();
}
