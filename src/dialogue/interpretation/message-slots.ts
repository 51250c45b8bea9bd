import type { Understanding } from '../../understanding/index.ts';
import type { IncomingMessage, SlotValue } from '../types.ts';
import { steeringWords } from './words.ts';

type Slots = Readonly<Record<string, SlotValue>>;

/** What a message tells that any flow may need: order, goods, who writes, pictures. Values are the customer's, unread. */
export function slotsOfMessage(understanding: Understanding, message: IncomingMessage, now: Date): Slots {
  const order = orderWords(understanding, message, now);
  const products = valuesOf(understanding, 'product');
  return {
    ...identityWords(understanding, message),
    ...(order === undefined ? {} : { order }),
    ...(products.length === 0 ? {} : { products }),
    ...(message.images && message.images.length > 0 ? { images: message.images } : {}),
    said: understanding.normalized,
  };
}

/** Clues to who writes: addresses of mail, phone, name and postcode. */
export function identityWords(understanding: Understanding, message: IncomingMessage): Slots {
  const emails = unique([...valuesOf(understanding, 'email'), ...(message.text.match(emailPattern) ?? [])]);
  const phone = valuesOf(understanding, 'phone')[0];
  const zip =
    nameAtStart.exec(message.text)?.[3] ??
    valuesOf(understanding, 'zip')[0] ??
    /(?<![\d#W])\d{5}(?!\d)/.exec(message.text)?.[0];
  const name = valuesOf(understanding, 'person-name')[0] ?? nameIn(message.text);
  return {
    ...(emails.length === 0 ? {} : { email: emails }),
    ...(phone === undefined ? {} : { phone }),
    ...(zip === undefined ? {} : { zip }),
    ...(name === undefined ? {} : { name }),
  };
}

/** While the customer is asked who he is, two bare words are a name and four digits the end of a phone number. */
export function identityAnswer(understanding: Understanding, message: IncomingMessage): Slots {
  const known = identityWords(understanding, message);
  const order = valuesOf(understanding, 'order-number')[0];
  const withoutOrder = message.text.replace(emailPattern, ' ').replace(/[#\w-]*\d{6,}/g, ' ');
  const tail = /(?<!\d)\d{4}(?!\d)/.exec(withoutOrder)?.[0];
  const name = known.name ?? bareNameIn(withoutOrder, known.zip !== undefined);
  return {
    ...known,
    ...(name === undefined ? {} : { name }),
    ...(order === undefined ? {} : { order }),
    ...(tail === undefined ? {} : { phoneTail: tail }),
  };
}

/** Who somebody says he is and nothing else: an address of mail, "omar anderson 19031". */
export function isOnlyIdentity(understanding: Understanding, message: IncomingMessage): boolean {
  const rest = message.text.replace(emailPattern, ' ');
  const isMail = rest !== message.text && /^[^\p{L}\d]*$/u.test(rest.replace(fillingWords, ' '));
  if (isMail) return true;
  const { name, zip } = identityAnswer(understanding, message);
  return name !== undefined && zip !== undefined && nameWords(rest).length === String(name).split(/\s+/u).length;
}

/** Which order the words mean: its number, "the last one", a day of buying, the end of its number. */
export function orderWords(understanding: Understanding, message: IncomingMessage, now: Date): string | undefined {
  const text = understanding.normalized.toLowerCase();
  const number = valuesOf(understanding, 'order-number')[0];
  if (number !== undefined) return number;
  const mistyped = /(?<![\w])#?[a-z]{1,2}\d{5,12}(?!\w)/.exec(text)?.[0];
  if (mistyped !== undefined && isOrderNumber.test(text)) return mistyped.replace('#', '').toUpperCase();
  const ending =
    /(?:尾号|后[两三四五六]位|结尾|ends? (?:in|with)|ending (?:in|with))\s*(?:是|为|:|:)?\s*#?(\d{2,8})/.exec(
      text,
    )?.[1];
  if (ending !== undefined) return ending;
  if (steeringWords.latestOrder.test(text)) return 'latest';
  if (steeringWords.earliestOrder.test(text)) return 'earliest';
  const span = spanOfBuying(text, now) ?? purchaseSpan(understanding);
  if (span !== undefined) return span;
  const day = understanding.entities.find(
    (entity) => entity.type === 'date' && /^\d{4}-\d{2}-\d{2}/.test(entity.value),
  );
  return day !== undefined && isBuyingDay(message.text) ? placedRange(day.value) : undefined;
}

/** What stands beside a number that is meant for an order's, although the shop has none of that form. */
const isOrderNumber =
  /\b(?:order(?:ed)?|bought|status|cancel|return|exchange|track|where)\b|订单|单号|这单|那单|取消|退|查/;

export function valuesOf(
  understanding: Understanding,
  type: Understanding['entities'][number]['type'],
): readonly string[] {
  return unique(understanding.entities.filter((entity) => entity.type === type).map((entity) => entity.value));
}

const emailPattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

function nameIn(text: string): string | undefined {
  const introduced =
    /(?:\bmy name is|\bname'?s|\bi am|\bi'm|\bthis is|\bname:)\s+([\p{Lu}][\p{L}'’-]+)\s+([\p{Lu}][\p{L}'’-]+)/iu;
  // "…, Mei Lee, 78701": a name right before a postcode.
  const beforeZip = /([\p{Lu}][\p{Ll}'’-]+)\s+([\p{Lu}][\p{L}'’-]+),?\s+(?:zip(?: code)?:?\s*)?\d{5}(?!\d)/u;
  const [, first = '', last = ''] =
    introduced.exec(text) ?? nameAtStart.exec(text) ?? (/\d+\s+\p{Lu}/u.test(text) ? [] : (beforeZip.exec(text) ?? []));
  if (/^\p{Lu}/u.test(first) && /^\p{Lu}/u.test(last)) return `${first} ${last}`;
  const [, small, surname] = smallName.exec(text) ?? [];
  return small === undefined ? undefined : `${small} ${surname}`;
}

/** "its hannah wells 97214": in small letters only with its introduction and the postcode. */
const smallName =
  /(?:\bmy name is|\bname'?s|\bi am|\bi'?m|\bthis is|\bit'?s|\bname:)\s+(\p{L}[\p{L}'’-]+)\s+(\p{L}[\p{L}'’-]+),?\s+(?:zip(?: code)?:?\s*)?\d{5}(?!\d)/iu;

/** "Mei Lee 78701, …": who writes with the postcode at the very beginning; an address may follow with its own. */
const nameAtStart = /^\W*(?:[Hh]i|[Hh]ello|[Hh]ey)?\W*(\p{Lu}[\p{Ll}'’-]+)\s+(\p{Lu}[\p{L}'’-]+),?\s+(\d{5})(?!\d)/u;

/** Words around a name and a postcode ("sure, it's …, zip code …"). */
const fillingWords =
  /(?<![\p{L}'’])(?:my|full|first|last|name|user ?name|email|e-mail|mail|address|is|are|it'?s|its|i'?m|i am|this|sure|ok|okay|yes|hi|hello|hey|well|and|the|of course|thing|certainly|here|you go|please|pls|zip ?code|zip|post ?code|postal|code|from|living|live|in|at|with)(?![\p{L}'’])/giu;

/** What is left of an answer without its filling words, digits and signs; what follows the postcode does not count. */
function nameWords(text: string): readonly string[] {
  const plain = text.replace(/_\d+/gu, ' ').replace(/_/gu, ' ').replace(fillingWords, ' ');
  return plain.match(/[\p{Script=Latin}][\p{L}'’-]+/gu) ?? [];
}

/** A first and last name that an answer consists of; in any case of letters where a postcode stands beside it. */
function bareNameIn(text: string, hasZip: boolean): string | undefined {
  const words = nameWords(text);
  const isName = words.length >= 2 && words.length <= 3;
  if (isName && (hasZip || words.every((word) => /^\p{Lu}/u.test(word)))) return words.join(' ');
  const first = /^[^\p{L}]*([\p{Lu}][\p{L}'’-]+)\s+([\p{Lu}][\p{L}'’-]+)/u.exec(text);
  return first === null ? undefined : `${first[1]} ${first[2]}`;
}

function isBuyingDay(text: string): boolean {
  return /买|拍|下单|订|購|bought|ordered|purchased|placed/i.test(text);
}

/** What is only pointed at by when it was bought ("我昨天拍的裙子", "what I bought last week"). */
export function purchaseSpan(understanding: Understanding): string | undefined {
  const [value = ''] = valuesOf(understanding, 'purchase');
  return /^\d{4}-\d{2}-\d{2}\//.test(value) ? placedRange(value) : undefined;
}

/** "上周买的", "双十一买的": the orders of those days. */
function spanOfBuying(text: string, now: Date): string | undefined {
  if (/(上个?(周|星期|礼拜)(?![一二三四五六日天])|last week)/.test(text) && isBuyingDay(text)) {
    const sinceMonday = (now.getUTCDay() + 6) % 7;
    return `placed:${dayBefore(now, sinceMonday + 7)}/${dayBefore(now, sinceMonday)}`;
  }
  if (!/双(11|十一)|雙(11|十一)|singles'? day/.test(text)) return undefined;
  const year = now.getUTCMonth() < 9 ? now.getUTCFullYear() - 1 : now.getUTCFullYear();
  return `placed:${year}-10-20/${year}-11-13`;
}

function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
}

/** A day, or a span "from/to", of the customer's calendar as bounds of the order's time. */
function placedRange(value: string): string {
  const [from = '', to] = value.split('/');
  const start = from.slice(0, 10);
  const last = (to ?? from).slice(0, 10);
  const end = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return `placed:${start}/${end}`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
