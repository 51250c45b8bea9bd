import type { ContextLine, Understanding } from '../../understanding/index.ts';
import type { AnswerPlan, Command, DialogueState, ReplyLanguage, TurnFacts } from '../types.ts';
import type { LocalWeights } from './local-gguf/model-folder.ts';
import type { OpenShopModel } from './shop-model.ts';
import type { ConnectionFinding } from './test-connection.ts';

/** What became of one call: `cached` and what was kept back asked no server. */
export type CallOutcome =
  | 'reply'
  | 'refused'
  | 'failed'
  | 'cached'
  | 'kept-back-queue'
  | 'kept-back-budget'
  | 'kept-back-breaker';

/** One call as the turn trace keeps it: which model, how long, how much. */
export type ModelCallReport = {
  task: 'understand' | 'word';
  model: string;
  promptVersion: number;
  outcome: CallOutcome;
  milliseconds: number;
  firstTokenMilliseconds?: number;
  inputTokens: number;
  outputTokens: number;
  /** Millionths of the smallest unit of the shop's currency; 0 where no price is set. */
  cost: number;
  isHedged?: boolean;
  reason?: string;
};

/** What every request may bring. */
type Asked = {
  shopId: string;
  /** Milliseconds that the customer may still wait; the call's own limit where it is shorter. */
  timeLeft?: number;
  onCall?: (report: ModelCallReport) => void;
};

/** What a model is told to understand a message; personal data is replaced by placeholders before it leaves. */
export type UnderstandRequest = Asked & {
  text: string;
  context: readonly ContextLine[];
  state: DialogueState;
  /** What the embedded understander has read; its intents are offered as candidates. */
  understanding: Understanding;
  facts: TurnFacts;
};

/** A finished plan to be worded more naturally; the guard checks the text afterwards. */
export type WordRequest = Asked & {
  plan: AnswerPlan;
  /** The template's text: everything the reply has to say. */
  templateText: string;
  customerText: string;
  /** Lets names and addresses of the records be recognised and hidden; without it patterns and the plan alone do that. */
  facts?: TurnFacts;
  language: ReplyLanguage;
  tone: 'warm' | 'plain';
  /** Whether a text may go out; only such texts are kept for the next customer with the same question. */
  isRight?: (text: string) => boolean;
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

/** Called with each finished sentence while the model writes; false ends the call. */
export type OnSentence = (text: string) => boolean;

/**
 * The only way to a model. Time-outs, retries, breaker and budget live here, outside of the providers.
 * A failure is a value: undefined, and the next rung of the ladder answers.
 */
export type ModelGateway = {
  understand(request: UnderstandRequest): Promise<readonly Command[] | undefined>;
  word(request: WordRequest, onSentence?: OnSentence): Promise<string | undefined>;
  /** One vector for each text; undefined where the shop has no embedder or it fails. */
  embed?(shopId: string, texts: readonly string[]): Promise<readonly Float32Array[] | undefined>;
  /** Name of the shop's embedder: what was trained on the vectors of one name reads no others. */
  embedderName?(shopId: string): Promise<string | undefined>;
  /** Of one shop's model; without a shop, of the installation's own. */
  health(shopId?: string): ModelHealth | undefined;
  /** Tries settings that need not be saved. Never throws. */
  testConnection?(model: OpenShopModel): Promise<readonly ConnectionFinding[]>;
  /** Models that were pulled into the data folder. */
  listLocal?(): Promise<readonly LocalWeights[]>;
};
