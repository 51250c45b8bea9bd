import type { Entity } from '../types.ts';

/**
 * The message as the intent model reads it: the number of an order becomes "my order", and what only tells who writes (mail
 * address, a name with its postcode) is left out. Numbers and names say nothing of the wish, and the model knows none of them.
 */
export function toldWish(normalized: string, entities: readonly Entity[]): string {
  const numbers = entities.filter(({ type }) => type === 'order-number');
  const withoutNumbers = numbers.reduce((text, { text: as, value }) => withoutNumber(text, [as, value]), normalized);
  const told = identity.reduce((text, pattern) => text.replace(pattern, ' '), withoutNumbers);
  const plain = told.replace(/ {2,}/gu, ' ').trim();
  return /[\p{L}]{2}/u.test(plain) ? plain : normalized;
}

/** "order #W1234567" and "#W1234567" alike are an order of the customer's. */
function withoutNumber(text: string, forms: readonly string[]): string {
  const found = forms.find((form) => form !== '' && text.toLowerCase().includes(form.toLowerCase()));
  if (found === undefined) return text;
  const number = found.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const isChinese = /\p{Script=Han}/u.test(text);
  const around = isChinese
    ? '(?:订单(?:号|编号)?|单号|单子|这单)?(?:是|为|:| )*'
    : '(?:(?:my|the|this|an?) )?(?:order|purchase)?(?: (?:number|no\\.?|id))?[: ]*(?:is )?';
  const behind = isChinese ? '(?:这单|的?订单|这个|那单|这一?笔)?' : '';
  return text.replace(
    new RegExp(`(?<![a-z0-9])${around}[a-z]{0,2}#?${number}${behind}`, 'iu'),
    isChinese ? '这单' : ' my order ',
  );
}

const identity: readonly RegExp[] = [
  // Swearing says how somebody feels, not what is wanted.
  /\b(?:the (?:hell|heck|fuck)|on earth|in the world|the bloody)\b/giu,
  /(?:(?:and )?my )?(?:e-?mail(?: address)?(?: is|:)? )?[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?: here)?/giu,
  /(?:(?:and )?(?:my name is|i am|i'm|this is|it's) )?\b\p{Lu}[\p{L}'-]+ (?:\p{Lu}[\p{L}'-]+ )?\p{Lu}[\p{L}'-]+,?(?: (?:at|in|zip(?: code)?:?))? \d{5}(?!\d)/gu,
  /(?:(?:and )?(?:my name is|i am|i'?m|this is|it'?s) )[\p{L}'-]+ [\p{L}'-]+,? (?:zip(?: code)?:? )?\d{5}(?!\d)/giu,
  /(?:(?:my )?zip(?: code)?(?: is|:)? )\d{5}(?!\d)/giu,
];
