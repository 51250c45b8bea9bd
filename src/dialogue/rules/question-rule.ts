import { dialogueSettings } from '../dialogue-settings.ts';
import { builtInFlows } from '../flows/load-flows.ts';
import { joinSpeech, say } from '../step-context.ts';
import { answered, decided, goOn, newTurn, planOf, type Rule, type Turn } from '../turn.ts';
import type { DecideInput, DecideOutput, Question } from '../types.ts';
import { localized } from '../wording/packs.ts';
import { openingForUpset } from './emotion-rule.ts';
import { handOff } from './hand-off.ts';

/** Questions without a running flow go to knowledge. */
export function questionRule(turn: Turn): ReturnType<Rule['apply']> {
  if (turn.questions.length === 0) return goOn(turn);
  const state = { ...turn.state, notUnderstood: 0 };
  return {
    output: answered({ ...turn, state }, `question: ${turn.questions.map((question) => question.intent).join(', ')}`),
  };
}

/**
 * Knowledge had nothing sure for a question: says so honestly with a way to a person, and the second time in a row hands
 * over. `state` is the state that `decide` gave for this turn; `nearest` are titles that may be meant.
 */
export function decideUnknown(input: DecideInput, question: Question, nearest: readonly string[] = []): DecideOutput {
  const turn = newTurn(input, builtInFlows());
  const lowConfidence = turn.state.lowConfidence + 1;
  const counted: Turn = { ...turn, state: { ...turn.state, lowConfidence, lastIntent: question.intent } };
  if (lowConfidence >= dialogueSettings.lowConfidenceLimit) return handOff(counted, 'low-confidence');
  const buttons = [
    ...nearest.slice(0, 3).map((title) => ({ label: title, value: title })),
    { label: localized('button.human'), value: 'intent:human.request' },
  ];
  const sayings = [...openingForUpset(turn), say('unknown.first')];
  const spoken = { ...counted, speech: joinSpeech(counted.speech, { sayings, buttons }) };
  return decided(spoken, { kind: 'answer', plan: planOf(spoken, true), reason: 'knowledge has no sure answer' });
}

/**
 * A sure answer ends a row of uncertain ones, and what it showed can be taken up in the next words; the walk calls it after knowledge
 * has answered.
 */
export function stateAfterAnswer(
  state: DecideInput['state'],
  answered: readonly { question: Question; products: readonly string[] }[],
): DecideInput['state'] {
  const { thread: before, ...rest } = state;
  const shown = answered.find(({ question, products }) => products.length > 0 || threaded.has(question.intent));
  if (shown === undefined) return { ...rest, lowConfidence: 0 };
  const { question, products } = shown;
  // About some of those that were shown: all of them stay in view ("和第一个比呢").
  const isOfThem =
    before !== undefined &&
    before.intent !== question.intent &&
    before.productIds.length > 1 &&
    products.every((id) => before.productIds.includes(id));
  const thread = isOfThem
    ? before
    : { intent: question.intent, text: question.text.slice(-longestThread), productIds: products.slice(0, mostInView) };
  return {
    ...rest,
    thread,
    // A single one that a search has found is the one spoken of from now on.
    focus: {
      ...state.focus,
      productIds: isOfThem || isFound(shown) || isOneOf(shown, state) ? products : state.focus.productIds,
    },
    lowConfidence: 0,
  };
}

function isFound({ question, products }: { question: Question; products: readonly string[] }): boolean {
  return question.intent === 'product.recommend' && products.length === 1;
}

/** Of several that a message named the answer was about one: "加湿器能不能滴精油" leaves the humidifier in view. */
function isOneOf({ products }: { products: readonly string[] }, { focus }: DecideInput['state']): boolean {
  const [only, second] = products;
  const isNew = focus.productIds.length === 0 || (focus.productIds.length > 1 && focus.productIds.includes(only ?? ''));
  return only !== undefined && second === undefined && isNew;
}

/** Questions that are gone on with even where nothing was found yet. */
const threaded: ReadonlySet<string> = new Set([
  'product.recommend',
  'ship.region',
  'ship.fee',
  'ship.when',
  'track.eta',
]);
const longestThread = 200;
const mostInView = 12;
