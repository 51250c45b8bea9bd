import type { ContextLine, Understanding } from '../../understanding/index.ts';
import type { AnswerPlan, Command, DialogueState, ReplyLanguage, TurnFacts } from '../types.ts';

/** What a model is told to understand a message; personal data is replaced by placeholders before it leaves. */
export type UnderstandRequest = {
  shopId: string;
  text: string;
  context: readonly ContextLine[];
  state: DialogueState;
  /** What the embedded understander has read; its intents are offered as candidates. */
  understanding: Understanding;
  facts: TurnFacts;
};

/** A finished plan to be worded more naturally; the guard checks the text afterwards. */
export type WordRequest = {
  shopId: string;
  plan: AnswerPlan;
  /** The template's text: everything the reply has to say. */
  templateText: string;
  customerText: string;
  /** Lets names and addresses of the records be recognised and hidden; without it patterns and the plan alone do that. */
  facts?: TurnFacts;
  language: ReplyLanguage;
  tone: 'warm' | 'plain';
};

export type ModelHealth = {
  /** False while the breaker is open: calls answer undefined at once. */
  isUsable: boolean;
  lastError?: string;
  calls: number;
  failures: number;
  p50Ms: number;
  p90Ms: number;
};

/**
 * The only way to a model. Time-outs, retries, breaker and budget live here, outside of the providers.
 * A failure is a value: undefined, and the next rung of the ladder answers.
 */
export type ModelGateway = {
  understand(request: UnderstandRequest): Promise<readonly Command[] | undefined>;
  /** `onSentence` gets each finished sentence while the model writes. */
  word(request: WordRequest, onSentence?: (text: string) => void): Promise<string | undefined>;
  health(): ModelHealth;
};
