import type { LocalizedText, OrderLine } from '../../types.ts';
import { optionIn } from './goods-words.ts';
import type { RetailPaymentMethod, RetailVariant } from './retail-documents.ts';
import { toPaymentMethod } from './to-canonical.ts';

/** Verdict parameters that read differently in Chinese: `name` beside `name.zh-CN` and `name.zh-TW`. */

type Language = keyof LocalizedText;

/** Where the money goes or comes from. */
export function refundToParameters(method: RetailPaymentMethod | undefined): { refundTo: string } & Words {
  const words = methodWords(method);
  return { refundTo: words.en, 'refundTo.zh-CN': words['zh-CN'], 'refundTo.zh-TW': words['zh-TW'] };
}

/** The way to pay that an action is about. */
export function methodParameters(method: RetailPaymentMethod): { method: string } & Words {
  const words = methodWords(method);
  return { method: words.en, 'method.zh-CN': words['zh-CN'], 'method.zh-TW': words['zh-TW'] };
}

/** What becomes what, piece by piece. */
export function changesParameters(
  swaps: readonly { line: OrderLine; variant: RetailVariant }[],
): { changes: string } & Words {
  const told = (language: Language) =>
    swaps
      .map(({ line, variant }) => {
        const [before, after] = [line.options, variant.options].map((options) => optionsText(options, language));
        return `${line.title[language]}${colons[language]}${before} → ${after}`;
      })
      .join(language === 'en' ? '; ' : '；');
  return { changes: told('en'), 'changes.zh-CN': told('zh-CN'), 'changes.zh-TW': told('zh-TW') };
}

/** Chosen options with their names: "color red, size L". */
export function optionsText(options: Readonly<Record<string, string>>, language: Language = 'en'): string {
  return Object.entries(options)
    .map(([name, value]) => `${optionIn(language, name)} ${optionIn(language, value)}`)
    .join(language === 'en' ? ', ' : '，');
}

type Words = Readonly<Record<string, string>>;

const colons: LocalizedText = { 'zh-CN': '：', 'zh-TW': '：', en: ': ' };

/** Brands and PayPal are called the same everywhere. */
function methodWords(method: RetailPaymentMethod | undefined): LocalizedText {
  const label = method === undefined ? '' : toPaymentMethod(method).label;
  const chinese = (word: string) => label.replace(/^Gift card/, word);
  return { 'zh-CN': chinese('礼品卡'), 'zh-TW': chinese('禮品卡'), en: label };
}
