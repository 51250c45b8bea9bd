import { type Command, interpret, replyLanguage } from '../dialogue/index.ts';
import type { ModelCallReport } from '../dialogue/models/index.ts';
import type { EmbeddedReading, Understanding } from '../understanding/index.ts';
import { withoutAfterSales } from './before-buying.ts';
import type { Turn } from './gather.ts';
import { modelTimeLeft } from './model-time.ts';
import { withOwnIntent } from './own-intent.ts';
import type { WalkParts } from './parts.ts';
import { withFollowUp, withLastResort, withProductQuestion, withShopQuestion } from './product-question.ts';
import { embeddedReading } from './read-vector.ts';
import { withEveryQuestion } from './several-questions.ts';

/** What was read in the customer's words, and the commands that follow; `by` tells which understander wrote the commands. */
export type Read = {
  understanding: Understanding;
  commands: readonly Command[];
  by: 'embedded' | 'model';
  modelCalls: readonly ModelCallReport[];
  milliseconds: number;
};

/** Confidence under which a configured model is asked even when the shop is busy. */
const lowConfidence = 0.55;

/** Confidence under which an approved question in the customer's very words goes before the reading. */
const doubtfulBelow = 0.4;

/**
 * Reads the turn's messages. The embedded understander always runs; a model, where one is configured and the load allows it, may write
 * the commands instead. A model's failure is no failure of the turn: the embedded commands stand.
 */
export async function understand(parts: WalkParts, turn: Turn): Promise<Read> {
  const startedAt = performance.now();
  const taught = withOwnIntent(turn, readWords(turn, await embeddedReading(parts, turn)));
  const words = taught.understanding;
  // What the shop itself has taught needs no second opinion.
  if (taught.commands) return { understanding: words, commands: taught.commands, ...byOwnReading(startedAt) };
  const embedded: readonly Command[] =
    turn.takenBack === ''
      ? [{ kind: 'small-talk', topic: 'no-person' }]
      : withoutAfterSales(turn, interpret(words, turn.state, turn.facts, turn.incomingText));
  const taken = { understanding: words, commands: embedded };
  const own = ownQuestion(turn, words, embedded);
  const followUp = own === undefined ? withFollowUp(turn, taken) : undefined;
  const first = own ?? followUp ?? withProductQuestion(turn, taken);
  const asked = followUp
    ? first
    : { ...first, commands: withEveryQuestion(turn, withShopQuestion(turn, first.commands)) };
  const { understanding, commands: read } = withLastResort(turn, asked);
  const commands = await withToolQuestion(parts, turn, read);
  const modelCalls: ModelCallReport[] = [];
  const byModel = await askModel(parts, turn, understanding, (call) => modelCalls.push(call));
  return {
    understanding,
    commands: byModel ?? commands,
    by: byModel ? 'model' : 'embedded',
    modelCalls,
    milliseconds: performance.now() - startedAt,
  };
}

function byOwnReading(startedAt: number): Pick<Read, 'by' | 'modelCalls' | 'milliseconds'> {
  return { by: 'embedded', modelCalls: [], milliseconds: performance.now() - startedAt };
}

/** The embedded reading, in the language of the talk where the words are a name or a number only. */
function readWords(
  { shop, incomingText, context, conversation, facts }: Turn,
  byEmbedder?: EmbeddedReading,
): Understanding {
  const hasSpoken = context.some((line) => line.from === 'customer');
  // First words in characters of both scripts ("我要找真人客服") are in the script of the customer's home.
  const likely = hasSpoken ? conversation.language : (homeLanguage(facts) ?? conversation.language);
  const understanding = shop.understander.understand(incomingText.text, context, likely, byEmbedder);
  const language = replyLanguage(understanding, incomingText.text, { language: conversation.language, hasSpoken });
  return { ...understanding, language };
}

/** Traditional characters for customers of Taiwan, Hong Kong and Macau. */
function homeLanguage({ customer }: Turn['facts']): 'zh-TW' | undefined {
  const home = `${customer?.defaultAddress?.country ?? ''}${customer?.defaultAddress?.province ?? ''}`;
  return /台灣|臺灣|台湾|香港|澳門|澳门|taiwan|hong kong|macau|macao/i.test(home) ? 'zh-TW' : undefined;
}

/** Where the classifier is in doubt, the words may still be those of a question that the shop has an approved answer to. */
function ownQuestion(
  { shop, incomingText, facts }: Turn,
  understanding: Understanding,
  commands: readonly Command[],
): Pick<Read, 'understanding' | 'commands'> | undefined {
  const isDoubtful = (understanding.intents[0]?.confidence ?? 0) < doubtfulBelow;
  if (!commands.every(({ kind }) => kind === 'clarify' || (isDoubtful && kind === 'answer'))) return undefined;
  const intent = shop.knowledge.recognise(incomingText.text, facts.now);
  if (intent === undefined) return undefined;
  const question = { intent, text: incomingText.text, productIds: [] };
  return { understanding, commands: [{ kind: 'answer', question }] };
}

/** Words that mean nothing to anybody here may be what a connected tool answers. */
async function withToolQuestion(
  { tools }: WalkParts,
  { shop, incomingText: { text }, state }: Turn,
  commands: readonly Command[],
): Promise<readonly Command[]> {
  const isOpen = commands.every((command) => command.kind === 'clarify' || command.kind === 'small-talk');
  if (tools === undefined || !isOpen || state.stack.length > 0) return commands;
  if (!(await tools.fits(shop.shopId, text))) return commands;
  return [{ kind: 'answer', question: { intent: 'tool.ask', text, productIds: [] } }];
}

async function askModel(
  parts: WalkParts,
  turn: Turn,
  understanding: Understanding,
  onCall: (call: ModelCallReport) => void,
): Promise<readonly Command[] | undefined> {
  const level = turn.facts.loadLevel;
  if (!parts.models || level === 'surge' || level === 'overload') return undefined;
  if (turn.conversation.handler.kind !== 'ai' || understanding.risks.length > 0) return undefined;
  // A model sees words only.
  if (turn.incomingText.form || turn.incomingText.images || turn.incomingText.hasCode) return undefined;
  const confidence = understanding.intents[0]?.confidence ?? 0;
  if (level === 'busy' && confidence >= lowConfidence) return undefined;
  const timeLeft = modelTimeLeft(turn, parts.clock.now());
  if (timeLeft <= 0) return undefined;
  return await parts.models.understand({
    shopId: turn.shop.shopId,
    text: turn.incomingText.text,
    context: turn.context,
    state: turn.state,
    understanding,
    facts: turn.facts,
    timeLeft,
    onCall,
  });
}
