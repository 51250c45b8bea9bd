import { dialogueSettings } from '../dialogue-settings.ts';
import { topicOf } from '../slots/read-reason.ts';
import { confirmSlot } from '../steps/action-steps.ts';
import { asksFor } from '../steps/collect-step.ts';
import type { Command } from '../types.ts';
import { commandOfIntent } from './intent-commands.ts';
import { slotsOfMessage, valuesOf } from './message-slots.ts';
import { clearOtherWish } from './other-wish.ts';
import { optionQuestion, ownFact } from './own-facts.ts';
import { plainWish } from './plain-wish.ts';
import { looksLikeQuestion } from './rule-question.ts';
import { openSlots, productsInHand, type Running } from './running-flow.ts';
import { askedAs, answer as askKnowledge, commandsForIntent, type WishContext } from './wishes.ts';

/** A question of the account or of the goods' options, told by its words, while the flow waits. */
export function toldAside(running: Running, context: WishContext): readonly Command[] {
  const flow = ownFact(context);
  if (flow !== undefined && flow !== running.run.flow) return [{ kind: 'start-flow', flow, slots: {} }];
  const looked = lookedUpAside(running, context);
  if (looked !== undefined) return looked;
  const asked = optionQuestion(context);
  if (asked === undefined) return [];
  const productIds = productsInHand(running, context.facts);
  const isNamed = valuesOf(context.understanding, 'product').length > 0 || productIds.length === 0;
  const state = isNamed ? context.state : { ...context.state, focus: { ...context.state.focus, productIds } };
  return [askKnowledge(asked, { ...context, state })];
}

/** A look at an order, a parcel or a refund in the middle of something else ("where is my backpack by the way"). */
function lookedUpAside({ run }: Running, context: WishContext): readonly Command[] | undefined {
  const text = context.understanding.normalized;
  const plain = looksLikeQuestion(text) ? plainWish(context) : undefined;
  const command = plain === undefined ? undefined : commandOfIntent(plain);
  const isLook = command?.do === 'flow' || command?.do === 'own-order';
  if (plain === undefined || !isLook || command.flow === run.flow || !lookUps.includes(plain)) return undefined;
  // Of goods that the open question is about, it is part of the answer.
  return valuesOf(context.understanding, 'product').length === 0 ? undefined : commandsForIntent(plain, context);
}

const lookUps: readonly string[] = ['track.where', 'refund.progress'];

/** A price asked by its words while goods are being chosen, where the classifier is not sure of it. */
export function askedAside(running: Running, context: WishContext): Command | undefined {
  const text = context.understanding.normalized;
  const asked = looksLikeQuestion(text) ? plainWish(context) : undefined;
  if (running.run.flow === 'change-address' && costsMore.test(text.toLowerCase()))
    return askedAs('地址填错了能改吗', askKnowledge('order.change_address', context));
  if (asked === undefined || !priceIntents.includes(asked)) return undefined;
  const productIds = productsInHand(running, context.facts);
  const isNamed = valuesOf(context.understanding, 'product').length > 0 || productIds.length === 0;
  const state = isNamed ? context.state : { ...context.state, focus: { ...context.state.focus, productIds } };
  return askKnowledge(asked, { ...context, state });
}

const costsMore =
  /要?(?:另外|额外|再|补|加)(?:收|付|交|加|补)?(?:钱|费|运费|邮费)|收费|运费|邮费|\bextra\b|\b(?:cost|charge|fee)s?\b/;

/** Where and when the money comes back is what the open preview says: it is shown again. */
export function moneyAsked({ run }: Running, { state, understanding }: WishContext): boolean {
  const isShown = Object.values(run.results).some(({ parameters }) => parameters.arrival !== undefined);
  return state.expecting?.slot === confirmSlot && isShown && moneyBack.test(understanding.normalized.toLowerCase());
}

const moneyBack =
  /(?:钱|款).{0,6}(?:几天|多久|什么时候|啥时候|几时|哪天|退到|到哪|去哪|回哪|到账|回来)|^(?:会|是|那)?退到?(?:哪|什么账户|啥)(?!.*(?:地址|仓))|(?:几天|多久|啥时候|什么时候).{0,6}(?:退我|到账|退给|收到钱|拿到钱)|\b(?:when|how long|where)\b.{0,30}\b(?:money|refund)\b/;

const priceIntents: readonly string[] = ['price.inquiry', 'product.stock'];

/** At the preview, the reason told again in other words is no new wish; the same is shown once more. */
export function reasonAgain(
  { definition, run }: Running,
  { state, understanding, message }: WishContext,
): Command | undefined {
  const [slot] = Object.entries(definition.slots).find(([, one]) => one.type === 'reason') ?? [];
  const isOpen = state.expecting?.slot === confirmSlot && slot !== undefined && run.slots[slot] !== undefined;
  const text = understanding.normalized;
  if (!isOpen || looksLikeQuestion(text) || topicOf(text, dialogueSettings.digressionConfidence) === undefined)
    return undefined;
  return { kind: 'correct-slot', slot, value: message.text };
}

export function repeatedWish({ run }: Running, { understanding, message, facts }: WishContext): Command | undefined {
  const [wish] = understanding.intents;
  if (wish === undefined || wish.confidence < dialogueSettings.acceptConfidence) return undefined;
  const command = commandOfIntent(wish.intent);
  const isSame = (command.do === 'flow' || command.do === 'own-order') && command.flow === run.flow;
  if (!isSame) return undefined;
  return { kind: 'start-flow', flow: run.flow, slots: slotsOfMessage(understanding, message, facts.now) };
}

/** A short answer to a question that this flow asks later ("要退款" while it asks what is wrong). */
export function laterSlots(running: Running, context: WishContext): readonly Command[] {
  const { understanding, facts, message, state } = context;
  const open = state.expecting?.slot;
  const other = clearOtherWish(running, context.understanding);
  const otherFlow = other === undefined ? undefined : commandOfIntent(other);
  const family = otherFlow?.do === 'flow' ? context.flows.get(otherFlow.flow)?.family : undefined;
  const isElsewhere = otherFlow !== undefined && (family === undefined || family !== running.definition.family);
  const isShort = message.text.length <= shortAnswer;
  if ((isElsewhere && !isShort) || message.text.length > 60) return [];
  const slots = openSlots(running, { understanding, facts, text: understanding.normalized });
  return Object.entries(slots)
    .filter(([slot]) => slot !== open)
    .map(([slot, value]) => ({ kind: 'set-slot' as const, slot, value }));
}

/** So few words are an answer, whatever wish they sound like ("补我"). */
const shortAnswer = 5;

/** Words for slots that are asked later, said while another question is open. */
export function moreWords(running: Running, context: WishContext): readonly Command[] {
  const { said: _said, ...slots } = slotsOfMessage(context.understanding, context.message, context.facts.now);
  const isWanted = (name: string) =>
    (name === 'products' && running.run.slots.order === undefined) ||
    running.definition.steps.some((step) => asksFor(step, name)) ||
    context.facts.customer === undefined;
  const wanted = Object.entries(slots).filter(([name]) => isWanted(name) && running.run.slots[name] === undefined);
  return wanted.map(([slot, value]) => ({ kind: 'set-slot' as const, slot, value }));
}
