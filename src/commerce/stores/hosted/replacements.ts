import { moneyFact, textFact } from '../../facts.ts';
import type { Order, OrderLine, Variant } from '../../types.ts';
import { localizedParameter, type Refused, refused } from '../../verdict-keys.ts';
import { type HostedSituation, itemOf, optionsText } from './hosted-situation.ts';

/** Other variants of a line's product, for changes before shipping and exchanges after. Pure. */

/** A line and the variant that takes its place. */
export type Swap = { line: OrderLine; variant: Variant };

/** The wanted variant of the line's product, or why it cannot be had. */
export function findReplacement(
  { findProduct }: HostedSituation,
  line: OrderLine,
  variantId: string,
): Variant | Refused {
  if (variantId === line.variantId) return refused('refused.same-variant', itemOf(line));
  const variant = findProduct(line.productId)?.variants.find((one) => one.variantId === variantId);
  if (variant === undefined) return refused('refused.other-product', itemOf(line));
  const isThere = variant.isAvailable && (variant.stock === null || variant.stock >= line.quantity);
  if (!isThere) {
    return refused('refused.variant-unavailable', { ...itemOf(line), options: optionsText(variant.options) });
  }
  return variant;
}

/** What becomes of each line, with the options in the words of each language. */
export function changesParameter(swaps: readonly Swap[], findProduct: HostedSituation['findProduct']) {
  const text = (language: 'zh-CN' | 'zh-TW' | 'en', separator: string) =>
    swaps
      .map(({ line, variant }) => {
        const labels = findProduct(line.productId)?.optionLabels ?? {};
        const inWords = (options: Readonly<Record<string, string>>) =>
          Object.values(options)
            .map((value) => labels[value]?.[language] ?? value)
            .join(' ');
        return `${line.title[language]} ${inWords(line.options)} → ${inWords(variant.options)}`;
      })
      .join(separator);
  return localizedParameter('changes', {
    'zh-CN': text('zh-CN', '；'),
    'zh-TW': text('zh-TW', '；'),
    en: text('en', '; '),
  });
}

export function variantFacts(line: OrderLine, variant: Variant, order: Order) {
  return [
    textFact(`variant:${variant.variantId}`, line.title['zh-CN'], optionsText(variant.options)),
    moneyFact(`variant:${variant.variantId}:price`, '价格', variant.price, order.currency),
  ];
}
