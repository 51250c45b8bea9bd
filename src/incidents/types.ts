import type { ConversationId, ShopId } from '../platform/index.ts';

/** A question as the detector sees it: what it is about, never who asked it. */
export type Question = {
  conversationId: ConversationId;
  seq: number;
  /** Monotone milliseconds. */
  at: number;
  intent: string;
  confidence: number;
  /** What the wish is about: 'product/…' or 'carrier/…'; empty where nothing is named. */
  subject: string;
  /** Signs of the text, for likeness. */
  grams: ReadonlySet<number>;
};

/** The one approved answer, in the three languages of replies. */
export type IncidentAnswer = { 'zh-CN': string; 'zh-TW': string; en: string };

export type IncidentState = 'found' | 'answered' | 'ended';

/** A question that many ask at once. */
export type Incident = {
  shopId: ShopId;
  incidentId: string;
  /** What its questions have in common: intent and subject, or a likeness of their own. */
  key: string;
  intent: string;
  subject: string;
  state: IncidentState;
  foundAt: string;
  /** Customers in the minute in which it was found, and in a usual one. */
  perMinute: number;
  usualPerMinute: number;
  answer?: IncidentAnswer;
  answeredAt?: string;
  endedAt?: string;
  /** 'surge-over' or the id of the member of staff. */
  endedBy?: string;
  /** Likeness of its questions, where the intent says nothing. */
  grams: readonly number[];
};
