import { localized } from '../dialogue/index.ts';
import { answerIn, claimTelling, gramsOf, type Question } from '../incidents/index.ts';
import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';
import type { Read } from './understand.ts';

/**
 * A question that very many ask at once has one approved answer: whoever asks it gets it, once, from the AI and while waiting for a
 * person, with a way out to a person. Every question is noted on the way, so that a surge is found.
 */
export async function decideIncident(
  parts: WalkParts,
  turn: Turn,
  read: Read,
): Promise<Pick<Decided, 'decision' | 'state' | 'decisions'> | undefined> {
  const { incidents } = parts;
  const question = incidents && questionOf(turn, read);
  if (!question) return undefined;
  const { shopId } = turn.shop;
  const { conversationId, handler } = turn.conversation;
  incidents.observe(shopId, question);
  const incident = incidents.answerTo(shopId, question);
  if (!incident?.answer || handler.kind === 'agent' || needsPerson(read)) return undefined;
  const isFirst = await parts.database.inShop(shopId, (sql) =>
    claimTelling(sql, { shopId, incidentId: incident.incidentId, conversationId, seq: turn.claim.firstSeq }),
  );
  if (!isFirst) return undefined;
  const reason = `very many ask this now: the approved answer of incident ${incident.incidentId}`;
  return {
    state: turn.state,
    decision: {
      kind: 'answer',
      plan: {
        sayings: [],
        facts: [],
        buttons: handler.kind === 'ai' ? [{ label: localized('button.human'), value: 'intent:human.request' }] : [],
        cards: [],
        approvedText: answerIn(incident.answer, read.understanding.language),
        isSoothing: read.understanding.intensity >= 2,
      },
      reason,
    },
    decisions: [{ kind: 'answer', reason }],
  };
}

/** Somebody in danger, or who asks for a person, gets a person and no prepared words. */
function needsPerson(read: Read): boolean {
  return read.understanding.risks.length > 0 || read.commands.some((command) => command.kind === 'hand-off');
}

/** Talk about the talk itself is no question about the shop. */
const noQuestion = /^(chat|human|status|buy|id)\b/;

/** What a turn asks, as the detector sees it; undefined where it asks nothing. */
export function questionOf(turn: Turn, read: Read): Omit<Question, 'at'> | undefined {
  const [first] = read.understanding.intents;
  if (!first || noQuestion.test(first.intent) || turn.incomingText.form || turn.incomingText.images) return undefined;
  // An answer to what a flow has asked is no question of its own.
  if (turn.state.stack.length > 0 && first.intent === 'oos') return undefined;
  return {
    conversationId: turn.conversation.conversationId,
    seq: turn.claim.firstSeq,
    intent: first.intent,
    confidence: first.confidence,
    subject: subjectOf(turn, read, first.intent),
    grams: gramsOf(turn.incomingText.text),
  };
}

/** The product that is named, or for parcels the carrier of the newest one. */
function subjectOf(turn: Turn, read: Read, intent: string): string {
  const product = read.understanding.entities.find((entity) => entity.type === 'product');
  if (product) return `product/${product.value}`;
  if (!/^(track|ship)\./.test(intent)) return '';
  const parcels = turn.facts.orders.flatMap((order) => order.parcels);
  const running = parcels.filter((parcel) => parcel.status !== 'delivered');
  const [newest] = [...(running.length > 0 ? running : parcels)].sort((one, other) =>
    (other.shippedAt ?? '').localeCompare(one.shippedAt ?? ''),
  );
  return newest ? `carrier/${newest.carrier}` : '';
}
