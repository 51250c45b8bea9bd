import { valuesOf } from './message-slots.ts';
import type { WishContext } from './wishes.ts';

/** Questions about what the customer's own records say, by their words; the first that fits wins. */
const ownFacts: readonly { flow: string; words: RegExp }[] = [
  {
    flow: 'account-gift-card',
    words:
      /\bgift ?cards?\b.{0,24}\b(balance|left|remaining|worth|have (on|left))\b|\b(balance|how much|what'?s left|remaining)\b.{0,30}\b(my|the) gift ?cards?\b|礼品卡.{0,8}(余额|还有|还剩|剩|有多少|多少钱)|余额.{0,6}礼品卡/,
  },
  {
    flow: 'account-payment-methods',
    words:
      /\b(what|which|list|show)\b.{0,10}\b(payment|cards?|credit cards?|ways to pay|pay with)\b.{0,30}\b(do i have|i have|have i|on file|saved|(in|on|to) my (account|profile)|linked)\b|\b(what|which|list|show)\b.{0,16}\bmy (saved )?(payment methods?|cards)\b|我?(的?(账号|账户|帐号|帐户|名下))?.{0,4}(有|绑了?|绑定了?|存了)(哪些|什么|几[个张种]|哪几[个张种])(付款|支付|卡|银行卡|信用卡)/,
  },
  {
    flow: 'order-payment',
    words:
      /\b(which|what) (credit )?(card|payment method|payment|method)\b.{0,24}\b(did i|i used|i paid|was (used|charged)|used for|paid)\b|\bhow did i pay\b|\bwhat did i pay (for|with)\b|\bhow (was|were) .{0,24}\bpaid\b|(用|拿)的?(是)?(哪|什么|啥)(一?张|个|种)?(卡|方式|支付|付款|银行卡)?.{0,4}(付|买|支付|付款|结账)的?|(哪|什么)一?(张|种)(卡|方式)(付|支付|扣)的|怎么付的款|(付|花)了多少钱/,
  },
  {
    flow: 'order-address',
    words:
      /(订单|这单|那单|这笔|那笔|#?w?\d{6,}).{0,12}(寄|发|送)(到|去|往)(哪|什么地址)|(订单|这单|那单|这笔|#?w?\d{6,})的?(收货)?地址(是|填的|写的|留的).{0,3}(哪|什么|啥)|\b(what|which) address\b.{0,24}\b(order|#?w\d{6,})|\bwhere (is|are|will)\b.{0,30}\b(being )?(shipped|shipping|sent|delivered) to\b/,
  },
  {
    flow: 'account-address',
    words:
      /\b(what|which)\b.{0,30}\baddress\b.{0,20}\b(on file|do you have|saved|(in|on) my (account|profile))\b|\bwhat(?:'s| is) my (default |current |saved |shipping )?address\b|\b(what|which) address do you have\b|(默认|存的?|保存的?|账号里?的?|账户里?的?|登记的?|留的?)(收货)?地址(是|在|写的|填的)?(什么|哪|啥)|(账号|账户|帐号|帐户).{0,6}地址(是|写的|填的).{0,2}(什么|哪)|^我的?(收货)?地址(是|写的|填的|留的)?(什么|哪里|哪儿|啥)/,
  },
  {
    flow: 'account-orders',
    words:
      /\b(what|which|how many) (other )?orders\b.{0,24}\b(i|my|me)\b|\b(list|show|see|view|find)\b.{0,12}\b(all )?(of )?my orders\b|\bmy order (history|list|numbers|ids)\b|\bwhat (have|did) i (order|buy|bought|purchase)|\bwhat(?:'?s| (?:have i|i have|i'?ve|do i have))(?: got)?(?: currently| still)? on order\b|\b(?:all|everything) (?:i have|i'?ve(?: got)?) on order\b|(有|下过?|买过?|下了)(哪些|什么|几个|几笔|几单|多少个?)(订单|单子|单(?!号)|笔)|(有|是)?哪些订单|(我的|我|名下)的?(所有|全部)的?订单|订单(列表|都?有哪些)|我(都|总共|一共)?买(过|了)(什么|哪些|啥|几)|(?:两|2|三|3|几|俩)个?(?:单子?|订单|包裹|快递).{0,8}哪|哪[一个]?个?(?:订单|单子?|包裹|快递)?(?:是|才是|装的?是?).{1,10}的(?:单|订单|包裹)/,
  },
];

/** What is wanted done with the orders is no look at them ("cancel all my orders"). */
const changes =
  /\b(cancel|return|exchange|change|modify|update|refund|swap|switch)\b|\buse\b.{0,30}\binstead\b|取消|退|换|改|催|开票|发票|投诉|(能|可以|支持|怎么|如何)用/;

/** Flow that tells the customer what the own records say, where the words ask for that beyond doubt. */
export function ownFact({ understanding, flows }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  if (changes.test(text)) return undefined;
  return ownFacts.find(({ flow, words }) => flows.has(flow) && words.test(text))?.flow;
}

/** Whether somebody whose return is approved asks where the goods go. */
export function asksWhereTo({ understanding, facts }: WishContext): boolean {
  const isToBeSent = facts.cases.some(({ state }) => state === 'wait-buyer-ship');
  return isToBeSent && whereTo.test(understanding.normalized.toLowerCase());
}

const whereTo =
  /(?:往|寄|退|发|邮)(?:到|去|回|给)?(?:去)?(?:哪|什么地方|啥地方)|(?:退货|寄回|收货)地址.{0,4}(?:是|在|哪|多少|发|给)|\bwhere (?:do|should|can) i (?:send|ship|return|mail)\b/;

/** "How many options are there", "what colours does it come in", about goods of the shop. */
const optionWords =
  /\b(how many|what|which)\b.{0,30}\b(options?|variants?|versions?|styles?|kinds?|types?|colou?rs?|sizes?|materials?|models?)\b|(有|分)?(几|哪几|哪些|什么|多少)(种|个|款)?(颜色|款式|款|尺码|规格|型号|版本|口味|材质|色|码)|(颜色|款式|尺码|规格|型号|口味)(有|都有|是|分)(哪|什么|几)/;

/** Whether the message asks which variants the goods it names (or those spoken of) come in; the kind of question it is. */
export function optionQuestion(context: WishContext): 'product.stock' | 'product.attribute' | undefined {
  const { understanding, state } = context;
  const text = understanding.normalized.toLowerCase();
  if (!optionWords.test(text) || changes.test(text) || /\border\b|订单/.test(text)) return undefined;
  const isAboutGoods = valuesOf(understanding, 'product').length > 0 || state.focus.productIds.length > 0;
  if (!isAboutGoods) return undefined;
  return /\bhow many\b|几(种|个|款)|多少(种|个|款)/.test(text) ? 'product.stock' : 'product.attribute';
}
