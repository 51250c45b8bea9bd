import {
  type Address,
  type LocalizedText,
  type Order,
  type OrderLine,
  type PaymentMethod,
  type Product,
  paymentMethodName,
} from '../commerce/index.ts';
import type { Choice, TurnFacts } from './types.ts';
import { hasWording, joinLocalized, localized, sameInAll } from './wording/packs.ts';

type FindProduct = TurnFacts['findProduct'];

/** What a button that starts a flow says. */
export function flowButton(flow: string, title: LocalizedText | undefined): Choice {
  const key = `button.flow.${flow}`;
  return { label: hasWording(key) ? localized(key) : (title ?? flow), value: `flow:${flow}` };
}

/** The goods of an order by name, shortened after two. */
export function orderItems(order: Order, facts: Pick<TurnFacts, 'findProduct'>): LocalizedText {
  const names = order.lines.map((line) => lineTitle(line, facts.findProduct));
  if (names.length <= 2) return joinLocalized(names);
  const more = localized('list.and-more');
  const fill = (language: keyof LocalizedText) => more[language].replace('{count}', String(order.lines.length));
  const head = joinLocalized(names.slice(0, 2));
  return {
    'zh-CN': head['zh-CN'] + fill('zh-CN'),
    'zh-TW': head['zh-TW'] + fill('zh-TW'),
    en: head.en + fill('en'),
  };
}

/** An order as a button: its goods and its number. */
export function orderChoice(order: Order, facts: TurnFacts): Choice {
  const items = orderItems(order, facts);
  return { value: order.orderId, label: suffixed(items, ` (${order.orderId})`) };
}

/** A line as a button: name and chosen options. */
export function lineChoice(line: OrderLine, facts: TurnFacts): Choice {
  return { value: line.lineId, label: lineLabel(line, facts.findProduct) };
}

export function lineLabel(line: OrderLine, findProduct: FindProduct): LocalizedText {
  const options = optionsText(line.options, findProduct(line.productId));
  const title = lineTitle(line, findProduct);
  return options.en === '' ? title : joinLocalized([title, options], sameInAll(' '));
}

function lineTitle(line: OrderLine, findProduct: FindProduct): LocalizedText {
  return line.title.en === '' ? (findProduct(line.productId)?.name ?? sameInAll(line.productId)) : line.title;
}

/** A way to pay as the customer knows it, in the reply's language. */
export function methodLabel(method: PaymentMethod): LocalizedText {
  if (method.kind !== 'gift-card') return paymentMethodName(method);
  const ending = /···· .+$/.exec(method.label)?.[0];
  return ending === undefined
    ? localized('payment-kind.gift-card')
    : joinLocalized([localized('payment-kind.gift-card'), sameInAll(ending)], sameInAll(' '));
}

/** Option values in the three languages, e.g. "雾霾蓝 / M". */
export function optionsText(options: Readonly<Record<string, string>>, product: Product | undefined): LocalizedText {
  const values = Object.values(options).map((value) => optionLabel(value, product));
  return joinLocalized(values, sameInAll(' / '));
}

/** One option value in the three languages; the catalogue's own word where nobody translated it. */
export function optionLabel(value: string, product: Product | undefined): LocalizedText {
  return { ...sameInAll(value), ...product?.optionLabels[value] };
}

/** An address on one line, as its owner would write it. */
export function orderAddress(address: Address): string {
  const isChinese = /\p{Script=Han}/u.test(address.province + address.city + address.detail);
  // A city that is its own province is named once.
  const area = [...new Set([address.province, address.city, address.district])];
  if (isChinese) return [...area, address.detail].filter(Boolean).join('');
  const region = [address.province, address.zip].filter(Boolean).join(' ');
  return [address.detail, address.district, address.city, region, address.country].filter(Boolean).join(', ');
}

function suffixed(text: LocalizedText, suffix: string): LocalizedText {
  return { 'zh-CN': text['zh-CN'] + suffix, 'zh-TW': text['zh-TW'] + suffix, en: text.en + suffix };
}
