import { dialogueSettings } from '../dialogue-settings.ts';
import type { Command } from '../types.ts';
import { clausesOf } from './clauses.ts';
import { commandOfIntent, type IntentCommand, plainWishes, wordedFlows } from './intent-commands.ts';
import { isOnlyIdentity, valuesOf } from './message-slots.ts';
import { commandsForIntent, type WishContext, wishesOf } from './wishes.ts';
import { steeringWords } from './words.ts';

/** Commands of a message that answers nothing: its wishes one after the other, or a question back where it is in doubt. */
export function freshWishes(context: WishContext): readonly Command[] {
  const { understanding } = context;
  const [main] = understanding.intents;
  if (context.facts.customer === undefined && isOnlyIdentity(understanding, context.message)) {
    return commandsForIntent('chat.inform', context);
  }
  const sameOfOther = sameOfOtherOrder(context);
  if (sameOfOther !== undefined) return [sameOfOther];
  if (main === undefined || main.confidence < dialogueSettings.acceptConfidence) {
    const plain = plainWish(context) ?? wordedWish(context);
    return plain === undefined ? [unsure(context)] : commandsForIntent(plain, context);
  }
  const wishes = withoutPleasantries(wishesOf(understanding));
  if (wishes.length === 1) {
    const perProduct = wishPerProduct(context);
    const each = perProduct.length > 0 ? perProduct : wishPerClause(context);
    if (each.length > 0) return each;
  }
  const parts = clausesOf(context, wishes.length);
  return wishes.flatMap((wish, at) => commandsForIntent(wish.intent, parts[at] ?? context));
}

/** "另一个呢" right after an order was told: the same again for the customer's other one. */
function sameOfOtherOrder({ understanding, state, facts, flows }: WishContext): Command | undefined {
  const text = understanding.normalized.toLowerCase();
  const { orderId } = state.focus;
  if (orderId === undefined || facts.orders.length < 2 || state.lastIntent === undefined) return undefined;
  if (!otherOne.test(text)) return undefined;
  const last = commandOfIntent(state.lastIntent);
  const flow = last.do === 'flow' || last.do === 'own-order' ? last.flow : undefined;
  if (flow === undefined || !flows.has(flow)) return undefined;
  return { kind: 'start-flow', flow, slots: { order: `other:${orderId}` } };
}

/** Nothing but the other one; with more words it is a wish of its own. */
const otherOne =
  /^(那|还有|那么)?(另一?|另外[一那]|别的)(单|笔|个|件|个订单)(呢|怎么样|到哪了?)?[?？。!~]*$|^(and |what about |how about )+the other (one|order)\W*$/;

/** What is no wish beside a wish: "你好,我要退货", "cancel it, I don't need it". */
const idle: readonly IntentCommand['do'][] = ['small-talk', 'affirm', 'deny', 'inform', 'decline', 'rephrase'];

function withoutPleasantries<Wish extends { intent: string }>(all: readonly Wish[]): readonly Wish[] {
  const wishes = all.filter((wish) => !idle.includes(commandOfIntent(wish.intent).do));
  return wishes.length > 0 ? wishes : all.slice(0, 1);
}

/** "裙子要退,杯子的快递到哪了": two parts that name different goods and plainly want different things. */
function wishPerProduct(context: WishContext): readonly Command[] {
  const wishes = clausesOf(context, 2).map((part) => ({
    part,
    intent: plainWish(part),
    goods: valuesOf(part.understanding, 'product').join(),
  }));
  const [first, second] = wishes;
  if (first?.intent === undefined || second?.intent === undefined || first.intent === second.intent) return [];
  if (first.goods === '' || second.goods === '' || first.goods === second.goods) return [];
  return wishes.flatMap(({ part, intent }) => (intent === undefined ? [] : commandsForIntent(intent, part)));
}

/** "耳机换成白色,还有发票开一下": the words of addition part two plain wishes of which only one was read. */
function wishPerClause(context: WishContext): readonly Command[] {
  if (!steeringWords.addition.test(context.understanding.normalized.toLowerCase())) return [];
  const wishes = clausesOf(context, 2).map((part) => ({ part, intent: plainWish(part) }));
  const [first, second] = wishes;
  if (first?.intent === undefined || second?.intent === undefined || first.intent === second.intent) return [];
  return wishes.flatMap(({ part, intent }) => (intent === undefined ? [] : commandsForIntent(intent, part)));
}

/** The plainest words of the trade still count where the intent is in doubt. */
function plainWish({ understanding }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  // "Switch the speaker to red": goods of the shop that are to be others; which flow it is, the order's state decides.
  if (changeVerb.test(text) && valuesOf(understanding, 'product').length > 0) return 'order.change_item';
  return plainWishes.find((wish) => wish.words.test(text))?.intent;
}

const changeVerb = /\b(change|modify|switch|swap|replace)\b(?!.{0,24}\b(address|payment)\b)/;

/** A likely intent whose own words ("change the payment to …") are in the message. */
function wordedWish({ understanding }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  const likely = understanding.intents.slice(0, 5).map((one) => one.intent);
  return likely.find((intent) => wordedFlows.some((flow) => flow.intents.includes(intent) && flow.words.test(text)));
}

function unsure({ understanding }: WishContext): Command {
  const best = understanding.intents.filter((one) => one.intent !== 'oos' && !one.intent.startsWith('chat.'));
  return { kind: 'clarify', options: best.slice(0, 2).map((one) => one.intent) };
}
