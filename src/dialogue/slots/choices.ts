import type { Parcel } from '../../commerce/index.ts';
import { say } from '../step-context.ts';
import type { Choice, SlotValue } from '../types.ts';
import { localized } from '../wording/packs.ts';
import { type ReasonTopic, topicOf } from './read-reason.ts';
import { offeredFor, reasonConcepts } from './reason-concepts.ts';
import { choiceNamed, type SlotContext, type SlotReader, textOf } from './slot-reader.ts';

/** One of the options that the flow lists, by value, label or the option's words. */
export const choiceReader: SlotReader = {
  read: (value, context) => {
    const text = textOf(value);
    const found =
      choiceNamed(text, optionChoices(context))?.value ??
      optionByWords(text, context) ??
      optionByTopic(text, context, answerConfidence);
    return found === undefined ? { ok: false, problem: say('invalid.choice') } : { ok: true, value: found };
  },
  options: optionChoices,
  fill: (context) => {
    const found = optionByWords(context.said, context) ?? optionByTopic(context.said, context, asideConfidence);
    return found === undefined ? undefined : { value: found };
  },
  field: 'select',
};

/** One of the reasons that the shop's system accepts for the action. */
export const reasonReader: SlotReader = {
  read: (value, context) => {
    const choices = reasonChoices(context);
    const text = textOf(value);
    if (choices.length === 0)
      return text === '' ? { ok: false, problem: say('invalid.text') } : { ok: true, value: text };
    const found =
      choiceNamed(text, choices)?.value ??
      reasonByConcept(text, choices) ??
      reasonByTopic(text, choices, answerConfidence);
    return found === undefined ? { ok: false, problem: say('invalid.choice') } : { ok: true, value: found };
  },
  options: reasonChoices,
  fill: (context) => {
    const choices = reasonChoices(context);
    const told = withoutQuestions(context.said);
    const found =
      choices.length === 0
        ? context.slot.fallback
        : (reasonByConcept(told, choices) ??
          reasonByTopic(told, choices, asideConfidence) ??
          reasonByParcel(context, choices));
    return found === undefined ? undefined : { value: found };
  },
  field: 'select',
};

/** A plain yes or no as a slot; the yes to a preview is no slot and lives in the confirm step. */
export const yesNoReader: SlotReader = {
  read: (value) => {
    const isYes = typeof value === 'boolean' ? value : yesNo(value);
    return isYes === undefined ? { ok: false, problem: say('invalid.choice') } : { ok: true, value: isYes };
  },
  options: () => [
    { value: 'yes', label: localized('button.yes') },
    { value: 'no', label: localized('button.no') },
  ],
  fill: () => undefined,
  field: 'select',
};

function yesNo(value: SlotValue): boolean | undefined {
  const text = textOf(value).trim().toLowerCase();
  if (/^(yes|y|true|sure|ok|please|是|对|好|要|可以|需要|有|行|嗯|成|中$|那就|麻烦)/.test(text)) return true;
  return /^(no|n|false|否|不|没)/.test(text) ? false : undefined;
}

function optionChoices({ slot }: SlotContext): readonly Choice[] {
  return (slot.options ?? []).map((option) => ({ value: option.value, label: localized(option.label) }));
}

function optionByWords(text: string, { slot }: SlotContext): string | undefined {
  const lower = text.toLowerCase().replace(notWanted, ' ');
  const found = (slot.options ?? []).filter((option) => option.words.some((word) => lower.includes(word)));
  return found.length === 1 ? found[0]?.value : undefined;
}

/** "别退钱了 还是补发": what is said not to be wanted is no choice. */
const notWanted =
  /(?<![要退补换])(?:别|甭|不(?:要|用|想|是要?|需要)?)(?:再|给我|帮我|要)*(?:退|换|补|赔|重)(?:款|钱|货|发|寄|新发)?(?:给我|了|啦|吧|件)*(?=[^\p{Script=Han}]|还|给|就|要|我|直接|$)|\b(?:don'?t|do not|no|not a|instead of a?|rather than a?)\s+(?:want (?:a |the )?)?(?:refund|replacement|new one)\b/gu;

/** What is wrong with goods, told in free words ("里面少了根线"), where the flow offers that kind of problem. */
function optionByTopic(text: string, { slot }: SlotContext, confidence: number): string | undefined {
  const options = (slot.options ?? []).map((option) => option.value);
  if (!options.some((value) => Object.values(problemOfTopic).includes(value))) return undefined;
  const topic = topicOf(withoutQuestions(text), confidence);
  const value = topic === undefined ? undefined : problemOfTopic[topic];
  return value !== undefined && options.includes(value) ? value : undefined;
}

const problemOfTopic: Readonly<Partial<Record<ReasonTopic, string>>> = {
  quality: 'quality',
  described: 'quality',
  damaged: 'damaged',
  'wrong-item': 'wrong',
  missing: 'missing',
};

function reasonChoices({ slot, facts }: SlotContext): readonly Choice[] {
  const reasons = slot.action === undefined ? undefined : facts.store.reasons[slot.action];
  return reasons ?? [];
}

/** The customer's words and the shop's reason meet in a concept ("买错了" and "ordered by mistake"). */
function reasonByConcept(text: string, choices: readonly Choice[]): string | undefined {
  const lower = text.toLowerCase();
  for (const concept of reasonConcepts) {
    if (!concept.said.test(lower)) continue;
    const fitting = choices.filter((choice) =>
      concept.offered.test(`${choice.value} ${Object.values(choice.label).join('')}`),
    );
    if (fitting.length === 1) return fitting[0]?.value;
  }
  return undefined;
}

/** Shares of confidence from which a reason in free words counts: as the answer to the question for it, and said aside. */
const answerConfidence = 0.4;
const asideConfidence = 0.75;

function reasonByTopic(text: string, choices: readonly Choice[], confidence: number): string | undefined {
  const topic = topicOf(text, confidence);
  if (topic === undefined) return undefined;
  for (const offered of offeredFor[topic]) {
    const fitting = choices.filter((choice) => offered.test(`${choice.value} ${Object.values(choice.label).join('')}`));
    if (fitting.length === 1) return fitting[0]?.value;
  }
  return undefined;
}

/** What the carrier says of the order's parcel is the reason, without a question ("lost", "does not move"). */
function reasonByParcel({ order }: SlotContext, choices: readonly Choice[]): string | undefined {
  const topic = (order?.parcels ?? []).map(({ status }) => topicOfParcel[status]).find((one) => one !== undefined);
  const fitting = choices.filter(({ value }) => topic !== undefined && offeredFor[topic][0]?.test(value));
  return fitting.length === 1 ? fitting[0]?.value : undefined;
}

const topicOfParcel: Readonly<Partial<Record<Parcel['status'], ReasonTopic>>> = { lost: 'lost', stuck: 'stuck' };

/** Who asks whether the parcel is lost does not say that it is. */
function withoutQuestions(said: string): string {
  return said
    .split(/(?<=[?\uff1f\n])/u)
    .filter((part) => !/[?\uff1f]\s*$|是不是|会不会|[吗么]\s*$/u.test(part))
    .join('');
}
