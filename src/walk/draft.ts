import type { Fact } from '../commerce/index.ts';
import type { ContentPart, SourceReference } from '../conversations/index.ts';
import {
  type AnswerPlan,
  approvedPlace,
  type DialogueState,
  formatDate,
  formatMoney,
  type ReplyLanguage,
  rememberWordings,
  stateAfterAnswer,
  type Violation,
  type WordedPart,
  type WordingOptions,
  word,
} from '../dialogue/index.ts';
import type { ModelCallReport } from '../dialogue/models/index.ts';
import { orderCard, productCard } from './cards.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { LiveReply } from './live-reply.ts';
import type { WalkParts } from './parts.ts';
import type { Retrieved } from './retrieve.ts';
import { sayOnce } from './say-once.ts';
import type { TurnTrace } from './turn-trace.ts';
import type { Read } from './understand.ts';
import { wordByModel } from './word-by-model.ts';

/** A reply in words, not yet checked. `modelText` is what a model made of `text`, `shown` what windows have seen of it already. */
export type Drafted = {
  plan: AnswerPlan;
  text: string;
  modelText?: string;
  shown?: string;
  /** Why a model's wording was stopped while it was written. */
  stopped?: readonly Violation[];
  modelCalls: readonly ModelCallReport[];
  content: readonly ContentPart[];
  facts: readonly Fact[];
  sources: readonly SourceReference[];
  by: TurnTrace['draftedBy'];
  language: ReplyLanguage;
  state: DialogueState;
  milliseconds: number;
};

/** Sources shown with a reply; more would be a list, not a proof. */
const sourcesShown = 6;

/** Words for the decision: answers from knowledge first, then what the flow says; by template, more naturally by a model. */
export async function draft(
  parts: WalkParts,
  turn: Turn,
  read: Read,
  decided: Decided,
  live: LiveReply,
): Promise<Drafted> {
  const startedAt = performance.now();
  const language = read.understanding.language;
  const whole = wholePlan(decided, language);
  const plan = whole && sayOnce(whole, turn);
  if (!plan) return { ...emptyDraft(decided, language), milliseconds: performance.now() - startedAt };
  const worded = word(plan, language, wordingOptions(turn, decided));
  const byModel = await wordByModel(parts, turn, { decided, plan, templateText: worded.text, language, live });
  const sources = sourcesOf(turn, plan.facts, language);
  return {
    plan,
    text: worded.text,
    ...byModel,
    content: [
      ...contentOf(turn, decided, worded.parts, language),
      ...(sources.length > 0 ? [{ kind: 'sources' as const, sources }] : []),
    ],
    facts: plan.facts,
    sources,
    by: byModel.modelText !== undefined ? 'model' : plan.approvedText !== undefined ? 'approved' : 'template',
    language,
    state: rememberWordings(
      decided.answers.length > 0 ? stateAfterAnswer(decided.state, shownBy(decided.answers)) : decided.state,
      worded.usedWordings,
    ),
    milliseconds: performance.now() - startedAt,
  };
}

/** The questions with the goods that their answers show, in order. */
function shownBy(answers: Decided['answers']): Parameters<typeof stateAfterAnswer>[1] {
  return answers.map(({ question, answer }) => ({ question, products: 'products' in answer ? answer.products : [] }));
}

/** One plan of opening, answers and what the flow says after them; undefined where nothing is said. */
function wholePlan(decided: Decided, language: ReplyLanguage): AnswerPlan | undefined {
  const { decision } = decided;
  if (decision.kind === 'wait') return undefined;
  const flowPlan = decision.plan ?? emptyPlan();
  if (decision.kind !== 'answer' || decided.answers.length === 0) return flowPlan;
  const answers = decided.answers.map((retrieved) => planOfAnswer(retrieved));
  const approved = answers.flatMap((answer) => (answer.approvedText ? [answer.approvedText] : []));
  const opening = decision.opening ?? [];
  // Who is upset hears that first, and then the shop's words.
  const place = opening.length > 0 && approved.length > 0 ? [{ key: approvedPlace, parameters: {} }] : [];
  return {
    sayings: [...opening, ...place, ...answers.flatMap((answer) => answer.sayings), ...flowPlan.sayings],
    facts: [...answers.flatMap((answer) => answer.facts), ...flowPlan.facts],
    buttons: flowPlan.buttons.length > 0 ? flowPlan.buttons : answers.flatMap((answer) => answer.buttons).slice(0, 6),
    cards: [...answers.flatMap((answer) => answer.cards), ...flowPlan.cards].slice(0, 4),
    ...(flowPlan.form ? { form: flowPlan.form } : {}),
    ...(approved.length > 0 ? { approvedText: approved.join(language === 'en' ? ' ' : '') } : {}),
    isSoothing: flowPlan.isSoothing || opening.length > 0,
  };
}

function planOfAnswer({ answer }: Retrieved): AnswerPlan {
  switch (answer.kind) {
    case 'facts':
      return {
        ...emptyPlan(),
        sayings: [{ key: answer.key, parameters: answer.parameters }],
        facts: answer.facts,
        cards: answer.products.slice(0, 3).map((productId) => ({ kind: 'product' as const, productId })),
      };
    case 'approved':
      return { ...emptyPlan(), approvedText: answer.text, facts: answer.facts };
    case 'narrow':
      return {
        ...emptyPlan(),
        sayings: [{ key: answer.key, parameters: answer.parameters }],
        facts: answer.facts,
        buttons: answer.options,
        cards: answer.products.slice(0, 3).map((productId) => ({ kind: 'product' as const, productId })),
      };
    case 'unknown':
      return { ...emptyPlan(), sayings: [{ key: 'unknown.first', parameters: {} }] };
  }
}

function emptyPlan(): AnswerPlan {
  return { sayings: [], facts: [], buttons: [], cards: [], isSoothing: false };
}

function emptyDraft(decided: Decided, language: ReplyLanguage): Omit<Drafted, 'milliseconds'> {
  return {
    plan: emptyPlan(),
    text: '',
    content: [],
    facts: [],
    sources: [],
    by: 'none',
    modelCalls: [],
    language,
    state: decided.state,
  };
}

function wordingOptions(turn: Turn, decided: Decided): WordingOptions {
  return {
    tone: turn.shop.settings.tone === 'plain' ? 'formal' : 'warm',
    recentWordings: decided.state.recentWordings,
    loadLevel: turn.facts.loadLevel,
    timeZone: turn.shop.timeZone,
    currency: turn.shop.currency,
  };
}

function contentOf(
  turn: Turn,
  decided: Decided,
  parts: readonly WordedPart[],
  language: ReplyLanguage,
): readonly ContentPart[] {
  return parts.flatMap((part): ContentPart[] => {
    if (part.kind === 'order-card') {
      const order = decided.facts.orders.find((one) => one.orderId === part.orderId);
      return order ? [orderCard(turn.shop, order, language)] : [];
    }
    if (part.kind === 'product-card') {
      const product = turn.shop.products.get(part.productId);
      return product ? [productCard(turn.shop, product, language)] : [];
    }
    return [part];
  });
}

function sourcesOf(turn: Turn, facts: readonly Fact[], language: ReplyLanguage): readonly SourceReference[] {
  const seen = new Set<string>();
  return facts
    .filter((fact) => !seen.has(fact.id) && seen.add(fact.id))
    .slice(0, sourcesShown)
    .map((fact) => ({ id: fact.id, title: fact.title, value: valueText(turn, fact, language) }));
}

function valueText(turn: Turn, fact: Fact, language: ReplyLanguage): string {
  const format = { language, timeZone: turn.shop.timeZone, currency: turn.shop.currency };
  if (fact.kind === 'money') return formatMoney(Number(fact.value), fact.currency ?? turn.shop.currency, language);
  if (fact.kind === 'date' || fact.kind === 'date-time')
    return formatDate(String(fact.value), format, fact.kind === 'date-time');
  return String(fact.value);
}
