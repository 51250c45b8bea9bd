import { parseAddress } from './parse-address.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * A known address with what a few words put right ("是503室", "电话改成138…", "zip is 85702"); undefined where the words
 * hold no part of an address or change nothing.
 */
export function amendAddress(known: Fields, text: string): Fields | undefined {
  const whole = parseAddress(text);
  if (whole.detail && whole.city) return undefined;
  const plain = withoutDenied(text.normalize('NFKC'));
  const amended = { ...known, ...contactIn(plain), ...(whole.phone ? { phone: whole.phone } : {}) };
  const place = placeIn(plain, known);
  const detail = place.detail ?? houseIn(plain, unitsIn(plain, known.detail ?? ''));
  const zip = /(?:zip(?: ?code)?|postcode|邮编)\D{0,8}(\d{5,6})/i.exec(plain)?.[1];
  const next = { ...amended, ...place, detail, ...(zip === undefined ? {} : { zip }) };
  return JSON.stringify(next) === JSON.stringify(known) ? undefined : next;
}

/** "不是26号,是62号": what is denied is no new value. */
function withoutDenied(text: string): string {
  return text
    .replace(/(?:不是|不要|并非)[^,，。;；]*?(?=[,，。;；]|而是|是|应该|$)/gu, ' ')
    .replace(/\bnot (?:number )?#?\d+\w?\b(?:[^,.;]*?(?=[,.;]|\bbut\b|$))/giu, ' ');
}

/** Another number in the same street, or another street as a whole: "wait, it's 91 Elm Street". */
function houseIn(text: string, detail: string): string {
  const said = englishHouse.exec(text)?.[0];
  return said === undefined || !/^\d/.test(detail) ? detail : detail.replace(/^[^,]*/, said);
}

const englishHouse =
  /\b\d{1,6}[A-Za-z]?\s+(?:[A-Za-z]+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|terrace|square)\b\.?/i;

/** Another receiver, where the words call it one. */
function contactIn(text: string): Fields {
  const name =
    /(?:收件人|收货人|收件人姓名|姓名|名字)(?:改成|改为|换成|写成|应该是|是|为|叫|:)?\s*(?:我的?(?:妈妈?|爸爸?|老公|老婆|朋友|同事|闺蜜|室友|家人|姐姐?|哥哥?|弟弟?|妹妹?)[\s,，的叫是:：]*)?([\p{Script=Han}]{2,4})/u.exec(
      text,
    )?.[1];
  return name === undefined ? {} : { name };
}

/** Another street, district or both; province and city stay. */
function placeIn(text: string, known: Fields): Fields {
  if (!known.province || !/[路街道巷弄村镇里]\S{0,12}\d/u.test(text)) return {};
  const told = text.replace(/^.*?(?:地址)?(?:改成|改到|改为|换成|寄到|送到|应该是|是|:)\s*/u, '').trim();
  const { district, detail } =
    /^(?:[\p{Script=Han}]{2,8}市)?(?<district>[\p{Script=Han}]{1,6}?[区县])?\s*(?<detail>[\p{Script=Han}].*\d.*)$/u.exec(
      told,
    )?.groups ?? {};
  if (detail === undefined) return {};
  return { detail: detail.replace(/[,。;吧啊哦\s]+$/u, ''), ...(district === undefined ? {} : { district }) };
}

/** Units of a building from the outer to the inner; a number with its unit takes the place of the known one. */
const units = ['弄', '号楼', '号', '栋', '幢', '座', '单元', '层', '楼', '室', '房'];

function unitsIn(text: string, detail: string): string {
  const english = /\b(suite|apt\.?|apartment|unit)\s+#?(\w+)/i.exec(text);
  if (english !== null)
    return detail.replace(new RegExp(`\\b${english[1]?.replace('.', '')}\\.?\\s+#?\\w+`, 'i'), english[0]);
  return units.reduce((known, unit) => {
    const said = new RegExp(`(\\d+[\\dA-Za-z-]*)${unit}(?!楼)`, 'u').exec(text)?.[0];
    if (said === undefined) return known;
    const place = new RegExp(`\\d+[\\dA-Za-z-]*${unit}(?!楼)`, 'u');
    if (place.test(known)) return known.replace(place, said);
    return ['单元', '层', '楼', '室', '房'].includes(unit) ? lastNumberAs(known, said, unit) : known;
  }, detail);
}

/** "…3幢502" has no 室: its last number is the room. */
function lastNumberAs(detail: string, said: string, unit: string): string {
  const isRoom = unit === '室' || unit === '房';
  return isRoom && /\d+$/.test(detail) ? detail.replace(/\d+$/, said) : `${detail}${said}`;
}
