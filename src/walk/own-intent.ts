import type { Command } from '../dialogue/index.ts';
import { type FaqEntry, isValidAt, type OwnIntent } from '../knowledge/index.ts';
import type { IntentScore, Understanding } from '../understanding/index.ts';
import type { Turn } from './gather.ts';

/** What a wish that the shop has taught makes of a reading: other words for a built-in wish, or what is to be done at once. */
export type OwnReading = { understanding: Understanding; commands?: readonly Command[] };

/** Wishes that no shop may teach away. */
const untouchable: ReadonlySet<string> = new Set(['human.request', 'complaint']);

/** What the name of a taught wish begins with among the intents of a reading. */
const ownPrefix = 'own.';

/** Reads the wishes that this shop has taught; the reading as it was where the message is none of them. */
export function withOwnIntent(turn: Turn, understanding: Understanding): OwnReading {
  const { shop, incomingText, facts, state } = turn;
  const [first] = understanding.intents;
  if (shop.ownIntents.size === 0 || incomingText.form || incomingText.images) return { understanding };
  if (first !== undefined && untouchable.has(first.intent)) return { understanding };
  // An answer to an open question is seldom a new wish; what is nothing to any shop may well be one to this.
  const isNothing = first === undefined || first.intent === 'oos';
  const builtIn = state.stack.length > 0 ? 1 : isNothing ? 0 : first.confidence;
  const found = shop.readOwnIntent(understanding.normalized, builtIn);
  const own = found && shop.ownIntents.get(found.intent);
  if (found === undefined || own === undefined || !isValidAt(own, facts.now)) return { understanding };
  const { leadsTo } = own;
  const { confidence } = found;
  if (leadsTo.kind === 'intent') return { understanding: led(understanding, { intent: leadsTo.intent, confidence }) };
  const commands = commandsOf(turn, leadsTo, understanding.language);
  if (commands === undefined) return { understanding };
  return { understanding: led(understanding, { intent: `${ownPrefix}${own.id}`, confidence }), commands };
}

/** Name of the taught wish that a reading leads with. */
export function ownWishOf({ shop }: Pick<Turn, 'shop'>, understanding: Understanding): string | undefined {
  const intent = understanding.intents[0]?.intent ?? '';
  return intent.startsWith(ownPrefix) ? shop.ownIntents.get(intent.slice(ownPrefix.length))?.name : undefined;
}

function led(understanding: Understanding, first: IntentScore): Understanding {
  const others = understanding.intents.filter(({ intent }) => intent !== first.intent);
  return { ...understanding, intents: [first, ...others] };
}

function commandsOf(
  { shop }: Turn,
  leadsTo: Exclude<OwnIntent['leadsTo'], { kind: 'intent' }>,
  language: Understanding['language'],
): readonly Command[] | undefined {
  if (leadsTo.kind === 'person') return [{ kind: 'hand-off', reason: 'no-right', skillGroup: leadsTo.skillGroup }];
  const entry = shop.knowledge.findQuestion(leadsTo.faqId);
  const asked = entry && firstWords(entry, language);
  if (entry === undefined || asked === undefined) return undefined;
  // Asked in the approved question's own words, its answer goes out word for word.
  return [{ kind: 'answer', question: { intent: entry.intent, text: asked, productIds: [] } }];
}

function firstWords({ questions }: FaqEntry, language: Understanding['language']): string | undefined {
  return questions[language][0] ?? questions['zh-CN'][0] ?? questions['zh-TW'][0] ?? questions.en[0];
}
