import type { EmbeddedReading } from './intent/intent-model.ts';

/** Language of a text as Peakdesk answers it; other languages are reported by their BCP 47 tag in `Understanding.languageTag`. */
export const replyLanguages = ['zh-CN', 'zh-TW', 'en'] as const;
export type ReplyLanguage = (typeof replyLanguages)[number];

export const emotions = ['neutral', 'satisfied', 'confused', 'anxious', 'worried', 'disappointed', 'angry'] as const;
export type Emotion = (typeof emotions)[number];

/** 0 none, 1 slight, 2 clear, 3 strong. */
export type Intensity = 0 | 1 | 2 | 3;

/** Risk words that always bring a person: complaint to authorities, exposure in public, lawsuit, danger to people. */
export type Risk = 'authority' | 'exposure' | 'lawsuit' | 'safety' | 'self-harm' | 'fraud';

export type EntityType =
  | 'order-number'
  | 'tracking-number'
  | 'phone'
  | 'email'
  | 'person-name'
  | 'address'
  | 'zip'
  | 'date'
  | 'duration'
  | 'money'
  | 'quantity'
  | 'height'
  | 'weight'
  | 'size'
  | 'color'
  | 'product'
  | 'variant-option'
  | 'link'
  | 'tax-number'
  | 'payment-method'
  | 'option-ordinal'
  /** An earlier purchase that is only pointed at ("上周买的那件"): 'last', or the days of buying as "2026-11-09/2026-11-15". */
  | 'purchase';

/** A piece of the text with its normalised value; `start` and `end` are UTF-16 offsets in the original text, end exclusive. */
export type Entity = { type: EntityType; value: string; text: string; start: number; end: number };

export type IntentScore = { intent: string; confidence: number };

/** What the shop said or asked just before; decides how "嗯" or "黑色 L" is read. */
export type ContextLine = { from: 'customer' | 'shop'; text: string };

/** The words of one shop's own catalogue, handed in by the walk (understanding does not import commerce). */
export type CatalogueWords = {
  products: readonly { id: string; names: readonly string[] }[];
  /** Option values such as colours and sizes, per option name. */
  options: readonly { name: string; values: readonly string[] }[];
  /** Regular expressions (source text) of this shop's order numbers, e.g. "#W\\d{7}". */
  orderNumberPatterns: readonly string[];
};

/** Result of reading one message; everything in it comes from the text, nothing from the shop's records. */
export type Understanding = {
  /** Text after NFKC, simplified characters, repeats and spaces cleaned. */
  normalized: string;
  language: ReplyLanguage;
  /** BCP 47 tag as detected ('ja', 'de', …); equals `language` where that is one of ours. */
  languageTag: string;
  /** Most probable first; the first is the intent. An out-of-scope message has intent 'oos'. */
  intents: readonly IntentScore[];
  /** Further wishes of the same message, in order of the text; empty for most messages. */
  furtherIntents: readonly IntentScore[];
  emotion: Emotion;
  intensity: Intensity;
  /** 0 no hurry … 1 now. */
  urgency: number;
  entities: readonly Entity[];
  risks: readonly Risk[];
};

/** Reads messages of one shop; pure and synchronous, below a millisecond. */
export type Understander = {
  /** `language` is the talk's so far, for messages that have none of their own; `byEmbedder` where an embedder has read the text, too. */
  understand(
    text: string,
    context?: readonly ContextLine[],
    language?: ReplyLanguage,
    byEmbedder?: EmbeddedReading,
  ): Understanding;
};
