import type { LocalizedText } from '../../commerce/index.ts';
import type { ReplyLanguage } from '../../understanding/index.ts';
import type { AnswerPlan, FormPlan, Saying, TurnFacts } from '../types.ts';
import { fill } from './fill.ts';
import type { FormatOptions } from './format.ts';
import { inLanguage } from './in-language.ts';
import { packs } from './packs.ts';

export type WordingOptions = {
  /** `formal` leaves out 亲 and the like; a soothing plan is always worded formally. */
  tone: 'warm' | 'formal';
  /** Ids of wordings used lately, oldest first. */
  recentWordings: readonly string[];
  loadLevel: TurnFacts['loadLevel'];
  timeZone: string;
  /** Currency of sayings that name none. */
  currency: string;
};

/** Parts of a worded reply in the shape of message content; cards are ids that the walk fills from the records. */
export type WordedPart =
  | { kind: 'text'; text: string }
  | { kind: 'buttons'; buttons: readonly { label: string; value: string }[] }
  | { kind: 'form'; formId: string; title: string; fields: readonly WordedField[] }
  | { kind: 'order-card'; orderId: string }
  | { kind: 'product-card'; productId: string };

export type WordedField = Omit<FormPlan['fields'][number], 'labelKey' | 'options'> & {
  label: string;
  options?: readonly { label: string; value: string }[];
};

export type Worded = { text: string; parts: readonly WordedPart[]; usedWordings: readonly string[] };

/** The plan in words: one text of all its sayings, then cards, form and buttons. Never the same variant twice in a row. */
export function word(plan: AnswerPlan, language: ReplyLanguage, options: WordingOptions): Worded {
  const format: FormatOptions = { language, timeZone: options.timeZone, currency: options.currency };
  const isFormal = options.tone === 'formal' || plan.isSoothing;
  const shown = plan.sayings.filter((saying) => !isDropped(saying.key, plan, options));
  const used: string[] = [];
  const sentences = shown.map((saying) => {
    if (saying.key === approvedPlace) return plan.approvedText ?? '';
    const chosen = chooseVariant(
      saying,
      language,
      { ...options, recentWordings: [...options.recentWordings, ...used] },
      isFormal,
    );
    used.push(chosen.id);
    return tidy(fill(chosen.template, saying.parameters, format), language);
  });
  const isPlaced = shown.some((saying) => saying.key === approvedPlace);
  const approved = plan.approvedText === undefined || isPlaced ? [] : [plan.approvedText];
  const text = joinSentences([...approved, ...sentences], language);
  return { text, parts: partsOf(plan, text, language), usedWordings: used };
}

/** Key of a saying that stands for the plan's approved text; without it the approved text goes first. */
export const approvedPlace = 'approved-text';

/** Pleasantries that a busy hour does without. */
const pleasantries: readonly string[] = ['anything-else', 'refused.no-alternative', 'identify.found'];

function isDropped(key: string, plan: AnswerPlan, { loadLevel }: WordingOptions): boolean {
  const isCrowded = loadLevel === 'surge' || loadLevel === 'overload';
  return isCrowded && pleasantries.includes(key) && plan.sayings.length > 1;
}

/** The variant used longest ago; a `.short` key where there is one in a busy hour. */
function chooseVariant({ key }: Saying, language: ReplyLanguage, options: WordingOptions, isFormal: boolean) {
  const pack = packs[language];
  const isCrowded = options.loadLevel === 'surge' || options.loadLevel === 'overload';
  const wanted = isCrowded && pack[`${key}.short`] !== undefined ? `${key}.short` : key;
  const all = (pack[wanted] ?? [key]).map((template, index) => ({ template, id: `${wanted}#${index}` }));
  const formal = all.filter((variant) => !informalPattern.test(variant.template));
  const variants = isFormal && formal.length > 0 ? formal : all;
  const age = (id: string) => options.recentWordings.lastIndexOf(id);
  const [first] = [...variants].sort((a, b) => age(a.id) - age(b.id));
  return first ?? { template: key, id: `${wanted}#0` };
}

const informalPattern = /亲|親(?!自)|哦|喔|~|～|\p{Extended_Pictographic}/u;

/** Names and numbers are set apart by spaces in the templates; between Chinese characters there is none. */
function tidy(sentence: string, language: ReplyLanguage): string {
  const text = sentence.replace(/ {2,}/g, ' ');
  return language === 'en' ? text : text.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

function joinSentences(sentences: readonly string[], language: ReplyLanguage): string {
  const said = sentences.map((sentence) => sentence.trim()).filter(Boolean);
  if (said.length <= 2) return said.join(language === 'en' ? ' ' : '');
  return said.join('\n');
}

function partsOf(plan: AnswerPlan, text: string, language: ReplyLanguage): readonly WordedPart[] {
  const cards: WordedPart[] = plan.cards.map((card) =>
    card.kind === 'order'
      ? { kind: 'order-card', orderId: card.orderId }
      : { kind: 'product-card', productId: card.productId },
  );
  const buttons = plan.buttons.map((button) => ({ label: inLanguage(button.label, language), value: button.value }));
  return [
    ...(text === '' ? [] : [{ kind: 'text' as const, text }]),
    ...cards,
    ...(plan.form === undefined ? [] : [wordedForm(plan.form, language)]),
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, buttons }]),
  ];
}

function wordedForm(form: FormPlan, language: ReplyLanguage): WordedPart {
  const text = (key: string) => packs[language][key]?.[0] ?? key;
  const fields = form.fields.map(({ labelKey, options, ...field }): WordedField => {
    const choices = options?.map((option) => ({ label: inLanguage(option.label, language), value: option.value }));
    return { ...field, label: text(labelKey), ...(choices === undefined ? {} : { options: choices }) };
  });
  return { kind: 'form', formId: form.formId, title: text(form.titleKey), fields };
}

export type { LocalizedText };
