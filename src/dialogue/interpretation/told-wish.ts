import type { Command } from '../types.ts';
import { faultTold, isDoubtful } from './doubtful-wish.ts';
import { plainWishes, wordedFlows } from './intent-commands.ts';
import { slotsOfMessage, valuesOf } from './message-slots.ts';
import { asksWhereTo, optionQuestion, ownFact } from './own-facts.ts';
import { plainWish } from './plain-wish.ts';
import { answer, askedAs, commandsForIntent, complaintNamed, type WishContext } from './wishes.ts';

/** What the words say beyond doubt goes before what the classifier takes them for. */
export function toldWish(context: WishContext): readonly Command[] | undefined {
  const { understanding, message, facts } = context;
  if (asksForPerson.test(understanding.normalized.toLowerCase())) return commandsForIntent('human.request', context);
  const flow = ownFact(context);
  if (flow !== undefined)
    return [{ kind: 'start-flow', flow, slots: slotsOfMessage(understanding, message, facts.now) }];
  if (asksWhereTo(context)) return [askedAs('退货寄到哪里', answer('return.address', context))];
  const rule = plainQuestion(context);
  if (rule !== undefined) return [rule];
  const question = optionQuestion(context);
  if (question !== undefined) return [answer(question, context)];
  const worded = plainFlow(context);
  if (worded !== undefined) return commandsForIntent(worded, context);
  if (isAboutGenuine.test(understanding.normalized.toLowerCase())) return [answer('product.authentic', context)];
  const fault = toldFault(context);
  if (fault !== undefined) return commandsForIntent(fault, context);
  const plain = plainWish(context);
  const isPlain = plain !== undefined && (isDoubtful(context) || isMistaken(plain, context));
  return isPlain ? commandsForIntent(plain, context) : undefined;
}

/** Scolding that tells what is wrong with goods one has ("洗一次就跑绒 给个说法") is a report of that fault. */
function toldFault({ understanding, facts }: WishContext): string | undefined {
  const text = understanding.normalized;
  const hasGoods = facts.orders.some(({ status }) => status === 'delivered' || status === 'completed');
  if (understanding.intents[0]?.intent !== 'complaint' || complaintNamed.test(text) || !hasGoods) return undefined;
  return faultTold(text);
}

/** Intent under which the flow runs whose words are unmistakable ("change the payment of #W…"). */
function plainFlow({ understanding, flows }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  return wordedFlows.find((one) => one.isPlain && flows.has(one.flow) && one.words.test(text))?.intents[0];
}

/** A question of the rules that its words tell, whatever else they sound like. */
function plainQuestion(context: WishContext): Command | undefined {
  const { understanding, facts, state } = context;
  const text = understanding.normalized.toLowerCase();
  const isToBeSent = facts.cases.some(({ state }) => state === 'wait-buyer-ship');
  const found = plainQuestions.find(
    ({ words, unless, after }) =>
      words.test(text) &&
      unless?.test(text) !== true &&
      (after === undefined || after.includes(state.lastIntent ?? '')),
  );
  if (found === undefined || (found.isOfReturn === true && !isToBeSent)) return undefined;
  const asked = answer(found.intent, context);
  return found.asks === undefined ? asked : askedAs(found.asks, asked);
}

/** Rules that are asked for in words which name something else, too; `asks` is the question that is meant. */
const plainQuestions: readonly {
  intent: string;
  words: RegExp;
  unless?: RegExp;
  isOfReturn?: boolean;
  /** Only behind one of these. */
  after?: readonly string[];
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
    // "啊?还得我寄啊" of an approved return
    intent: 'return.request',
    isOfReturn: true,
    words:
      /(?:还|要|得|需要|必须).{0,3}(?:我|自己|俺)?.{0,2}(?:寄|退回?去?|送回)(?:回去?|过去)?[啊呀吗么吧呢嘛\s]*[?？!！]*$|\bdo i (?:have|need) to (?:send|ship|mail)\b/,
    asks: '怎么退货',
  },
  {
    intent: 'track.delay',
    words:
      /易利委|ez ?way|(?:课|关|缴|报|被)税|(?:海关|清关).{0,6}(?:认证|实名|申报|怎么办|咋办)|\b(?:import (?:tax|duty|duties)|customs (?:tax|duty|fee)s?)\b/,
    asks: '卡在海关怎么办，港澳台会不会被税',
  },
  {
    intent: 'return.policy',
    words: /(?:退|寄回).{0,16}(?:赠品|小样|送的东西)|(?:赠品|小样|送的东西).{0,14}(?:退|寄)/,
    unless: /没收到|没给|漏/,
    asks: '退货赠品要退吗',
  },
  {
    intent: 'return.policy',
    after: ['promo.gift'],
    words: /用掉|用了|用完|吃了|喝了|送人|丢了|扔了|找不到|拆了|没了|\b(?:used|lost|gave|threw)\b/,
    unless: /坏|破|质量/,
    asks: '退货赠品要退吗，赠品用了怎么办',
  },
  {
    intent: 'member.points',
    words: /我.{0,6}(?:级别|等级|几级|什么会员|啥会员|什么卡|啥卡)|\bmy (?:member(?:ship)? )?level\b/,
    unless: /怎么|升|差|没变|不对|退/,
    asks: '我现在是什么等级',
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
