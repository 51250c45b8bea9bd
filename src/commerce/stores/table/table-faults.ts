import type { Refusal } from '../../shop-files.ts';
import type { LocalizedText } from '../../types.ts';
import texts from './table-texts.json' with { type: 'json' };

/** What can be wrong with a table or a row of it. */
export type TableFault = keyof typeof texts.faults;

const fieldWords: Readonly<Record<string, LocalizedText>> = texts.fields;

/** What a field is called on a screen. */
export function fieldLabel(field: string): LocalizedText {
  return fieldWords[field] ?? { 'zh-CN': field, 'zh-TW': field, en: field };
}

/** A fault with its place and its words: `fields` are named as a person knows them, in English as the command line writes them. */
export function refusalOf(
  file: string,
  line: number,
  fault: TableFault,
  {
    fields = [],
    ...values
  }: { fields?: readonly string[]; value?: string; currency?: string; detail?: string; most?: number } = {},
): Refusal {
  const fill = (language: keyof LocalizedText, separator: string) => {
    const told: Readonly<Record<string, string | number | undefined>> = {
      ...values,
      value: values.value?.slice(0, 60),
      names: fields.join(', '),
      fields: fields.map((field) => fieldLabel(field)[language]).join(separator),
    };
    return texts.faults[fault][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(told[name] ?? whole));
  };
  const words = { 'zh-CN': fill('zh-CN', '、'), 'zh-TW': fill('zh-TW', '、'), en: fill('en', ', ') };
  return { file, line, reason: words.en, words };
}
