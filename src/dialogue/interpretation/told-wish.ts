import type { Command } from '../types.ts';
import { isDoubtful } from './doubtful-wish.ts';
import { plainWishes, wordedFlows } from './intent-commands.ts';
import { slotsOfMessage, valuesOf } from './message-slots.ts';
import { asksWhereTo, optionQuestion, ownFact } from './own-facts.ts';
import { plainWish } from './plain-wish.ts';
import { answer, commandsForIntent, complaintNamed, type WishContext } from './wishes.ts';

/** What the words say beyond doubt goes before what the classifier takes them for. */
export function toldWish(context: WishContext): readonly Command[] | undefined {
  const { understanding, message, facts } = context;
  if (asksForPerson.test(understanding.normalized.toLowerCase())) return commandsForIntent('human.request', context);
  const flow = ownFact(context);
  if (flow !== undefined)
    return [{ kind: 'start-flow', flow, slots: slotsOfMessage(understanding, message, facts.now) }];
  if (asksWhereTo(context)) return [answer('return.address', context)];
  const rule = plainQuestion(context);
  if (rule !== undefined) return [rule];
  const question = optionQuestion(context);
  if (question !== undefined) return [answer(question, context)];
  const worded = plainFlow(context);
  if (worded !== undefined) return commandsForIntent(worded, context);
  if (isAboutGenuine.test(understanding.normalized.toLowerCase())) return [answer('product.authentic', context)];
  const plain = plainWish(context);
  const isPlain = plain !== undefined && (isDoubtful(context) || isMistaken(plain, context));
  return isPlain ? commandsForIntent(plain, context) : undefined;
}

/** Intent under which the flow runs whose words are unmistakable ("change the payment of #W…"). */
function plainFlow({ understanding, flows }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  return wordedFlows.find((one) => one.isPlain && flows.has(one.flow) && one.words.test(text))?.intents[0];
}

/** A question of the rules that its words tell, whatever else they sound like. */
function plainQuestion(context: WishContext): Command | undefined {
  const { understanding, facts } = context;
  const text = understanding.normalized.toLowerCase();
  const isToBeSent = facts.cases.some(({ state }) => state === 'wait-buyer-ship');
  const found = plainQuestions.find(({ words, unless }) => words.test(text) && unless?.test(text) !== true);
  if (found === undefined || (found.isOfReturn === true && !isToBeSent)) return undefined;
  const asked = answer(found.intent, context);
  if (found.asks === undefined || asked.kind !== 'answer') return asked;
  return { ...asked, question: { ...asked.question, text: found.asks } };
}

/** Rules that are asked for in words which name something else, too; `asks` is the question that is meant. */
const plainQuestions: readonly {
  intent: string;
  words: RegExp;
  unless?: RegExp;
  isOfReturn?: boolean;
  asks?: string;
}[] = [
  {
    intent: 'return.address',
    isOfReturn: true,
    words:
      /(?:寄|发)(?:出去?|回去?|走|过去)了|已(?:经)?寄|单号.{0,6}(?:填|发你|发给|给你)|\b(?:sent|shipped|mailed) (?:it|them) (?:back|already)\b/,
    unless: /[钱款]|多久|什么时候|啥时候|\b(?:refund|money|when)\b/,
    asks: '退货寄出了，快递单号填哪里',
  },
  {
    intent: 'order.cancel',
    words:
      /(?:拒收|拒签|不签收).{0,12}(?:[吗么呢不?？]|怎么|咋|谁|会)|(?:能|可以|可不可以|能不能)(?:拒收|拒签)|\brefus\w+ (?:the |my )?(?:parcel|package|delivery)\b/,
  },
  {
    intent: 'repair.warranty',
    words: /(?:还|算|是不是)?在保(?:修期)?(?:吗|不|么|内|[?？]|$)|过保|保修期/,
    asks: '保修多久',
  },
];

/** Whether the goods are genuine is answered first, whatever else is wrong with them. */
const isAboutGenuine =
  /(?:是不是|会不会|该不会|不会|怕是?|感觉是?|怀疑|像|别是).{0,4}(?:假货|假的|高仿|山寨|冒牌|仿品|盗版)|(?:是|保证|确定).{0,3}正品|(?:假货|正品|高仿)[吗么吧?？]|\b(?:is|are) (?:it|this|they|these|that) (?:real|genuine|authentic|fake|a fake|counterfeit)\b|\b(?:fake|counterfeit|genuine|authentic)\?/;

/** Taken for one change of an order while the words name another ("swap the backpack" is no return). */
function isMistaken(plain: string, { understanding }: WishContext): boolean {
  const main = understanding.intents[0]?.intent ?? '';
  const own = plainWishes.find((wish) => wish.intent === main);
  // A new address with the wish to have it sent there is no question about regions.
  const hasAddress = valuesOf(understanding, 'address').length > 0;
  if (plain === 'order.change_address' && hasAddress && main.startsWith('ship.')) return true;
  const text = understanding.normalized.toLowerCase();
  // Scolding beside "where the hell is my …" is its tone; what is wanted is the parcel.
  if (main === 'complaint' && plain === 'track.where') return !complaintNamed.test(text);
  // Whether goods have gone out is asked of an order, not of the shelf.
  if (main.startsWith('product.') && plain === 'order.status') return goneOut.test(text);
  return waysBack.includes(main) && waysBack.includes(plain) && own?.words.test(text) === false;
}

const goneOut = /\b(?:gone out|been (?:sent|shipped|dispatched)|left the warehouse)\b/;

const waysBack: readonly string[] = [
  'return.request',
  'exchange.request',
  'refund.request',
  'order.change_item',
  'order.change_address',
];

/** A person is asked for in so many words, whatever else the message tells. */
const asksForPerson =
  /(?<![不别勿])(?:^|[,，。!！ 请帮我给要直接快])转(?:接)?人工(?!.{0,6}(?:吗|几点|怎么|如何))|\b(?:speak|talk|chat)\b.{0,6}\b(?:to|with)\b (?:someone|somebody|a (?:real )?(?:person|human)|an? (?:live )?agent|a representative|your (?:manager|supervisor))\b/;
