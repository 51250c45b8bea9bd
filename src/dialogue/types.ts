import type {
  ActionName,
  ActionOutcome,
  AfterSalesCase,
  Fact,
  LocalizedText,
  Order,
  PaymentMethod,
  Product,
  StoreCustomer,
  StoreDescriptor,
  Verdict,
} from '../commerce/index.ts';
import type { ReplyLanguage, Understanding } from '../understanding/index.ts';

/** Value of a slot; lists for order lines and replacement variants. */
export type SlotValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/**
 * The command language. Both understanders (embedded and model) write only these; the flow engine runs them.
 * What the business allows is decided by flows and code, never by who wrote the command.
 */
export type Command =
  | { kind: 'start-flow'; flow: string; slots: Readonly<Record<string, SlotValue>> }
  | { kind: 'set-slot'; slot: string; value: SlotValue }
  | { kind: 'correct-slot'; slot: string; value: SlotValue }
  | { kind: 'cancel-flow' }
  | { kind: 'answer'; question: Question }
  | { kind: 'clarify'; options: readonly string[] }
  | { kind: 'hand-off'; reason: HandOffReason; skillGroup?: string }
  | { kind: 'small-talk'; topic: SmallTalkTopic }
  | { kind: 'affirm' }
  | { kind: 'deny' };

export type SmallTalkTopic =
  | 'greet'
  | 'thanks'
  | 'bye'
  | 'other'
  | 'out-of-scope'
  | 'urge-reply'
  /** A word about the weather or the day, which asks for nothing. */
  | 'remark'
  /** The wish for a person is taken back. */
  | 'no-person'
  /** "等等": the open question stays open. */
  | 'pause'
  /** Asks for an exception from a rule. */
  | 'plea'
  /** Where and when the money comes back, which the preview tells. */
  | 'money-back'
  /** What is not to be done ("先别取消"). */
  | 'kept';

/** A question to be answered from knowledge: which kind, about what, in the customer's own words. */
export type Question = {
  intent: string;
  text: string;
  productIds: readonly string[];
  orderId?: string;
  /** Goods shown before, where others are asked for. */
  seenIds?: readonly string[];
};

export const handOffReasons = [
  'asked',
  'risk',
  'not-understood',
  'low-confidence',
  'emotion',
  'flow-step',
  'no-right',
  'model-failed',
  'bad-rating',
  'reception',
] as const;
export type HandOffReason = (typeof handOffReasons)[number];

export type IdentityLevel = 'none' | 'matched' | 'verified';

/** One running flow with what it has collected. */
export type FlowRun = {
  runId: string;
  flow: string;
  version: number;
  step: string;
  slots: Readonly<Record<string, SlotValue>>;
  /** Failed answers per slot, for bounded retries. */
  attempts: Readonly<Record<string, number>>;
  /** Hash of the arguments that the customer has said yes to; a write step runs only with equal arguments. */
  confirmed?: string;
  /** Verdict or outcome of earlier steps, by step id (only keys and parameters). */
  results: Readonly<
    Record<string, { ok: boolean; key: string; parameters: Readonly<Record<string, string | number>> }>
  >;
};

/** All that the dialogue remembers of a conversation between turns; stored as JSON with the conversation. */
export type DialogueState = {
  /** Running flow last; those below wait to be resumed. */
  stack: readonly FlowRun[];
  /** What was asked in the last reply, so that a bare answer is understood. */
  expecting?: { flow: string; slot: string; options: readonly { value: string; label: string }[] };
  identity: { level: IdentityLevel; storeCustomerId?: string };
  /** What somebody unknown has said of an order and a phone; nobody has to say it again in the next wish. */
  told?: { order?: string; phone?: string };
  /** Order and products last spoken of. */
  focus: { orderId?: string; productIds: readonly string[] };
  notUnderstood: number;
  lowConfidence: number;
  /** Turns in a row with clear anger or anxiety. */
  negativeTurns: number;
  lastQuestion?: string;
  /** The question about goods that the talk is at, with the goods that its answer showed; over once something else is begun. */
  thread?: { intent: string; text: string; productIds: readonly string[] };
  repeatedQuestions: number;
  /** Wording variants used lately, so that no phrase comes twice in a row. */
  recentWordings: readonly string[];
  /** How many flow runs this conversation has started; makes run ids without a clock. */
  runCount: number;
  /** How often the shop's rules refused the same wish, by flow and order; a customer who insists gets a person. */
  refusals: Readonly<Record<string, number>>;
  /** Wish that opened the talk last (intent id), for the skill group and the summary. */
  lastIntent?: string;
  /** Out of hours a task was left for the morning; not again in the same conversation. */
  taskId?: string;
  /** Pictures that came without a running flow to take them; the next flow that asks for pictures has them already. */
  pictures?: readonly string[];
  /** The one-time code that was sent in this talk last. */
  proof?: CodeProof;
  /** What this turn has said so far; only between an `act` and the decision that follows it. */
  turn?: TurnDraft;
  handOff?: { reason: HandOffReason; skillGroup: string };
  closed?: boolean;
};

/** A one-time code on its way, and whom it would prove; nobody where the claimed address is unknown to the shop. */
export type CodeProof = { codeId: string; channel: CodeChannel; sentTo: string; storeCustomerId?: string };

export type CodeChannel = 'email' | 'sms';

/** Unfinished reply of a turn whose flow waits for an action's result. */
export type TurnDraft = {
  opening: readonly Saying[];
  plan: AnswerPlan;
  questions: readonly Question[];
  /** A hand-off that waits for the task of a closed desk to be written. */
  handOff?: { reason: HandOffReason; skillGroup: string };
};

/** One customer message as the walk hands it in beside its understanding; all optional but the words. */
export type IncomingMessage = {
  /** In the customer's own script; the understanding holds the normalised text only. */
  text: string;
  form?: { formId: string; values: Readonly<Record<string, string>> };
  /** File ids of pictures sent along. */
  images?: readonly string[];
  /** A one-time code stood in the words; the code itself is not handed in. */
  hasCode?: boolean;
};

/** What the walk has read before deciding. */
export type TurnFacts = {
  shopId: string;
  now: Date;
  timeZone: string;
  /** Human service open now, and when it opens next (ISO). */
  humansAvailable: boolean;
  humansOpenAt?: string;
  loadLevel: 'normal' | 'busy' | 'surge' | 'overload';
  store: StoreDescriptor;
  /** Ways on which a one-time code can be sent here; none where absent. */
  codeChannels?: readonly CodeChannel[];
  customer?: StoreCustomer;
  /** Newest first; empty while identity is none. */
  orders: readonly Order[];
  cases: readonly AfterSalesCase[];
  /** Whole product by id from the in-memory catalogue. */
  findProduct: (productId: string) => Product | undefined;
};

/** Read or write that a flow asks the walk to do; the walk performs it outside of any transaction and decides again. */
export type ActionRequest =
  | { phase: 'identify'; clue: IdentityClue }
  /** A code to the known customer, or to the address that somebody unknown claims to be known by. */
  | { phase: 'send-code'; channel: CodeChannel; clue?: AddressClue }
  /** Tries the code that the message holds against the last one sent. */
  | { phase: 'try-code' }
  | { phase: 'find-order'; orderId: string }
  | {
      phase: 'check';
      action: ActionName;
      arguments: Readonly<Record<string, SlotValue>>;
      /** A first look: only these refusals count. */
      stopsAt?: readonly string[];
    }
  | {
      phase: 'perform';
      action: ActionName;
      arguments: Readonly<Record<string, SlotValue>>;
      runId: string;
      step: string;
    }
  | { phase: 'create-ticket'; runId: string; step: string; ticket: TicketDraft };

export type IdentityClue =
  | { by: 'email'; email: string }
  | { by: 'name-zip'; firstName: string; lastName: string; zip: string }
  | { by: 'phone'; phone: string }
  | { by: 'order-phone'; orderId: string; phoneTail: string };

export type AddressClue = Extract<IdentityClue, { by: 'email' } | { by: 'phone' }>;

export type TicketDraft = {
  kind: 'complaint' | 'follow-up' | 'parcel' | 'other';
  title: string;
  details: Readonly<Record<string, string>>;
  orderId?: string;
};

export type ActionResult =
  | { phase: 'send-code'; sent: CodeSending }
  | CodeTried
  | { phase: 'identify'; customer?: StoreCustomer; orders: readonly Order[]; cases: readonly AfterSalesCase[] }
  | {
      phase: 'find-order';
      order?: Order /** true where the order exists but belongs to somebody else or nobody was identified. */;
      isForeign: boolean;
    }
  | { phase: 'check'; verdict: Verdict }
  | { phase: 'perform'; outcome: ActionOutcome }
  | { phase: 'create-ticket'; ticketId: string; dueText: string };

export type CodeSending =
  | { ok: true; proof: CodeProof; isRepeat: boolean }
  | { ok: false; reason: 'too-many'; waitSeconds: number }
  | { ok: false; reason: 'not-possible' };

/** With the right code comes who it proves, with orders and cases. */
export type CodeTried = { phase: 'try-code' } & (
  | { verdict: 'right'; customer: StoreCustomer; orders: readonly Order[]; cases: readonly AfterSalesCase[] }
  | { verdict: 'wrong' | 'no-more-tries' | 'expired' }
);

/**
 * What a reply says, before any wording: a key of the wording packs, its parameters and the facts that may be named.
 * Text reaches the customer only through a plan; the guard checks the worded text against `facts`.
 */
export type AnswerPlan = {
  /** Wordings in order; each is one key of the packs (see wording/), joined to one message. */
  sayings: readonly Saying[];
  facts: readonly Fact[];
  buttons: readonly { label: LocalizedText | string; value: string }[];
  cards: readonly ({ kind: 'order'; orderId: string } | { kind: 'product'; productId: string })[];
  form?: FormPlan;
  /** Approved text (FAQ, policy) that goes out word for word, already in the reply's language. */
  approvedText?: string;
  /** No selling, no emoji: set by the emotion rules for an angry or anxious turn. */
  isSoothing: boolean;
};

/** One wording key with the values of its placeholders. */
export type Saying = { key: string; parameters: SayingParameters };
export type SayingParameters = Readonly<Record<string, string | number | LocalizedText>>;

export type FormPlan = {
  formId: string;
  titleKey: string;
  fields: readonly {
    name: string;
    labelKey: string;
    type: 'text' | 'email' | 'tel' | 'textarea' | 'select' | 'image';
    required: boolean;
    options?: readonly { label: LocalizedText | string; value: string }[];
  }[];
};

/** Outcome of deciding, each with its reason in words for the turn trace. */
export type Decision =
  | {
      kind: 'answer';
      /** Goes after the answers to the questions (the running flow's open question, say). */
      plan?: AnswerPlan;
      question?: Question;
      /** More questions of the same message, answered after the first. */
      furtherQuestions?: readonly Question[];
      /** Goes before the answers: an apology, a greeting. */
      opening?: readonly Saying[];
      reason: string;
    }
  | { kind: 'ask'; plan: AnswerPlan; slot: string; reason: string }
  | { kind: 'act'; request: ActionRequest; reason: string }
  | { kind: 'hand-off'; plan: AnswerPlan; handOff: { reason: HandOffReason; skillGroup: string }; reason: string }
  | { kind: 'wait'; reason: string }
  | { kind: 'close'; plan: AnswerPlan; reason: string };

/**
 * Input of one decision; `actionResult` answers the `act` of the round before. With a result the commands are ignored:
 * what the message still wants is kept in `state.turn`.
 */
export type DecideInput = {
  understanding: Understanding;
  commands: readonly Command[];
  /** The message itself, in the customer's own script. */
  message?: IncomingMessage;
  state: DialogueState;
  facts: TurnFacts;
  actionResult?: ActionResult;
};

export type DecideOutput = { decision: Decision; state: DialogueState; commands: readonly Command[] };

/** Payment methods and order lines as choices; kept here because forms and buttons need the same labels. */
export type Choice = { value: string; label: LocalizedText | string };
export type PaymentChoice = Pick<PaymentMethod, 'methodId' | 'label' | 'kind'>;
export type { ReplyLanguage };
