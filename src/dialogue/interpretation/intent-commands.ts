import type { SlotValue, SmallTalkTopic } from '../types.ts';

/** What an intent asks the dialogue to do. */
export type IntentCommand =
  | { do: 'answer' }
  | { do: 'flow'; flow: string; slots?: Readonly<Record<string, SlotValue>> }
  /** The flow where the customer's own order is meant, knowledge otherwise ("how fast do you ship?"). */
  | { do: 'own-order'; flow: string }
  | { do: 'small-talk'; topic: SmallTalkTopic }
  | { do: 'hand-off'; reason: 'asked' | 'no-right' }
  | { do: 'affirm' }
  | { do: 'deny' }
  | { do: 'inform' }
  | { do: 'decline' }
  | { do: 'rephrase' };

/** The table from intents (taxonomy) to commands; a shop's own intents are answered from knowledge. */
export const intentCommands: Readonly<Record<string, IntentCommand>> = {
  'order.status': { do: 'flow', flow: 'order-status' },
  'order.cancel': { do: 'flow', flow: 'cancel-order' },
  'order.change_address': { do: 'flow', flow: 'change-address' },
  'order.change_item': { do: 'flow', flow: 'change-items' },
  'order.remark': { do: 'flow', flow: 'order-remark' },
  'order.merge': { do: 'flow', flow: 'order-remark' },
  'order.report_done': { do: 'inform' },
  'invoice.request': { do: 'flow', flow: 'request-invoice' },
  'ship.when': { do: 'own-order', flow: 'order-status' },
  'ship.urge': { do: 'flow', flow: 'urge-shipping' },
  'track.where': { do: 'flow', flow: 'track-parcel' },
  'track.eta': { do: 'own-order', flow: 'track-parcel' },
  'track.delay': { do: 'flow', flow: 'track-parcel' },
  'track.lost': { do: 'flow', flow: 'parcel-trouble' },
  'return.request': { do: 'flow', flow: 'request-return' },
  'exchange.request': { do: 'flow', flow: 'request-exchange' },
  'refund.request': { do: 'flow', flow: 'request-refund' },
  'refund.progress': { do: 'own-order', flow: 'refund-progress' },
  'promo.price_protect': { do: 'own-order', flow: 'request-price-protection' },
  'issue.quality': { do: 'flow', flow: 'report-problem' },
  'issue.damaged': { do: 'flow', flow: 'report-problem', slots: { problem: 'damaged' } },
  'issue.wrong': { do: 'flow', flow: 'report-problem', slots: { problem: 'wrong' } },
  'issue.missing': { do: 'flow', flow: 'report-problem', slots: { problem: 'missing' } },
  'compensation.request': { do: 'flow', flow: 'compensation' },
  complaint: { do: 'flow', flow: 'complaint' },
  'human.request': { do: 'hand-off', reason: 'asked' },
  'pay.adjust_price': { do: 'hand-off', reason: 'no-right' },
  'status.urge_reply': { do: 'small-talk', topic: 'urge-reply' },
  'chat.greet': { do: 'small-talk', topic: 'greet' },
  'chat.thanks': { do: 'small-talk', topic: 'thanks' },
  'chat.bye': { do: 'small-talk', topic: 'bye' },
  'chat.other': { do: 'small-talk', topic: 'other' },
  'chat.affirm': { do: 'affirm' },
  'chat.deny': { do: 'deny' },
  'chat.clarify': { do: 'rephrase' },
  'chat.inform': { do: 'inform' },
  'buy.decline': { do: 'decline' },
  oos: { do: 'small-talk', topic: 'out-of-scope' },
};

/** Wishes that are asked about in general as well, and the intent under which knowledge tells the rule. */
export const ruleIntents: Readonly<Record<string, string>> = {
  'order.cancel': 'order.cancel',
  'order.change_address': 'order.change_address',
  'order.change_item': 'order.change_item',
  'invoice.request': 'invoice.request',
  'return.request': 'return.policy',
  'exchange.request': 'exchange.request',
  'refund.request': 'refund.progress',
  'refund.progress': 'refund.progress',
  'promo.price_protect': 'promo.price_protect',
  'issue.quality': 'return.policy',
  'issue.damaged': 'issue.damaged',
  'issue.missing': 'issue.missing',
  'issue.wrong': 'issue.wrong',
  'compensation.request': 'compensation.request',
  'human.request': 'human.request',
};

/** Intents that answer an open question: slot → value. */
export const answeringIntents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'issue.quality': { problem: 'quality' },
  'issue.damaged': { problem: 'damaged' },
  'issue.wrong': { problem: 'wrong' },
  'issue.missing': { problem: 'missing' },
  'refund.request': { wish: 'refund' },
  'return.request': { kind: 'return' },
};

/** Wishes by their plainest words, for messages whose intent is in doubt; the first that fits wins. */
export const plainWishes: readonly { intent: string; words: RegExp }[] = [
  {
    intent: 'human.request',
    words: /转人工|人工客服|真人|找客服|客服人员|\b(human|real person|live agent|representative|supervisor)\b/,
  },
  {
    intent: 'order.cancel',
    words: /取消.{0,6}(订单|单|购买)|(订单|单).{0,4}取消|\bcancel\b.{0,30}\b(order|purchase|#?w\d+)/,
  },
  {
    intent: 'order.change_address',
    words:
      /(改|换)(送|寄|发|派)(?:到|去|给)?|(改|换|修改|更改).{0,4}(收货)?地址|\b(?:ship|shipped|send|sent|deliver|delivered|go)\b.{0,30}\b(?:elsewhere|somewhere else|(?:a )?different (?:place|location)|another place|my (?:office|work|new (?:place|home|house|apartment)))\b|地址.{0,8}(改|换|填错|写错)|\b(change|update|modify)\b.{0,24}\baddress\b|\b(wrong|different|new|another) (delivery |shipping )?address\b|\b(ship|send|deliver)\b.{0,30}\bto\b.{0,60}\b\d{5}\b/,
  },
  {
    intent: 'return.policy',
    words:
      /(?:最晚|最迟|截止|期限|哪天之前|几号之前|几号前).{0,10}(?:退|换)|(?:退|换)货?.{0,6}(?:最晚|最迟|截止|期限)|退货期|\b(?:return (?:window|deadline)|last day to (?:return|send))\b/,
  },
  {
    intent: 'exchange.request',
    words:
      /换货|(要|想|帮我|给我|能|可以|要不|不如|还是|直接)换(?!(个?|一下)?(地址|收货|收件|支付|付款))|换(个|成|一)?(大|小|别的|其他)?一?[点个]?(?:[smlx]+|\d+)?[码号]|换个?(颜色|尺码|尺寸|款式?|新的)|\btoo (?:small|big|large|tight|loose|short|long)\b.{0,40}\b(?:get|have|need|want|send)\b.{0,16}\b(?:size|bigger|smaller|larger|the next)\b|\bexchange\b|\bswap\b|(?<!should i )\b(?:get|have|try|take|need|want) (?:it in )?(?:the |a )?(?:next size (?:up|down)|size (?:up|down|bigger|smaller|larger))\b|\b(?:get|have|want|take|like) (?:the|a|an) .{1,24} (?:one )?instead\b|\b(get|have|want|need) (it in )?(a |an )?(bigger|smaller|larger|different|another) (one|size|colou?r)\b/,
  },
  {
    intent: 'return.request',
    words:
      /退货|(想|要|帮我|我|都|全部?|只|还是|直接|干脆)退(?!款|钱)|^退(?!款|钱)|\breturn\b(?! policy)|\b(?:send|sending|ship|give|giving) (?:it|them|this|these|that|those|the [a-z ]{2,20}|my [a-z ]{2,20})? ?back\b|\b(?:has|have|needs?|want|going|wants) (?:it |them )?(?:to go )?back\b/,
  },
  {
    intent: 'refund.progress',
    words: /(我的?)?(钱|退款)(呢|去哪了|(怎么|咋)?还(没|不)(到|退))|(退款|钱)(什么时候|啥时候|几时|多久)(能)?(到|退)/,
  },
  { intent: 'refund.request', words: /退款|退钱|\brefund\b|money back/ },
  {
    intent: 'order.change_item',
    words:
      /(改|换)(一下|一?个)?(颜色|尺码|规格|款式)|\b(change|modify|edit)\b.{0,24}\b(item|items|something|anything|color|colour|size|order(?:ing|ed)?)\b/,
  },
  { intent: 'invoice.request', words: /发票|开[张个具]?(专|普|增)?票|[专普]票|\binvoice\b/ },
  { intent: 'ship.urge', words: /催.{0,4}发货|(快|赶紧|尽快)发货|还(没|不)发货/ },
  {
    intent: 'track.where',
    words:
      /(东西|货|快递|物流|包裹)(呢|在哪|去哪|哪去了|到哪)|(?<![钱款请核度审退])(?:到|走到|运到|送到|在)(?:了)?哪(?:里|儿|个地方|疙瘩|一?站)?(?:了|啦|咯|嘞)|(快递|物流|包裹).{0,4}(到哪|在哪|查)|查.{0,4}(快递|物流|包裹)|\b(track|where is|where's)\b.{0,20}\b(order|package|parcel|w\d{6,})\b|\bwhere(?:'s| is| are| on earth is| the (?:hell|heck) is)? my\b(?!.{0,24}\b(?:refund|money|invoice|coupon|code|address)\b)/,
  },
  {
    intent: 'track.eta',
    words:
      /(\d+[号日]|周[一二三四五六日天]|生日|那天|明天|后天).{0,8}(之前|以前|前)?.{0,4}(能|会|可以)?(到不了|收不到|赶不上|赶得上|来不及|来得及|能到|到得了|收得到)|\b(arrive|get here|be here|delivered)\b.{0,12}\b(before|by|in time)\b/,
  },
  {
    intent: 'order.status',
    words:
      /我的?订单|订单.{0,4}(呢|状态|怎么样)|\bmy order\b|\bany (?:news|updates?|word) (?:on|about) (?:my|the)\b|\b(?:has|have|did|is|are) (?:that|it|they|this|the [a-z ]{2,20}|my [a-z ]{2,20}) (?:gone out|been sent|been shipped|been dispatched|shipped|left the warehouse)\b|\b(?:status of|what happened to|what'?s (?:up|going on) with) (?:order )?#?[a-z]{0,2}\d{4,}/,
  },
  {
    intent: 'track.eta',
    words:
      /(?<![钱款券票])(?:几时|啥时候?|什么时候|哪天|几号|好久).{0,3}(?:能|会|可以|才|得)?(?:送来?|送到|收到|到货|到得|到(?![账底期位哪]))/,
  },
  {
    intent: 'track.delay',
    words:
      /(?<![钱款券票额分])(?:还|都|也|一直|仍)(?:没有?|未)(?:见着|见到|收到|送到|到货?(?![账底期位])|影)|清关.{0,6}(?:久|慢|卡住|没动静?)|(?:等了?|过了?|都)(?:好?[几多些]|\d+|[一二三四五六七八九十半两]+)个?(?:天|多天|礼拜|星期|月).{0,8}(?:没[到见收影]|没有[到见收]|不[到见动])/,
  },
  { intent: 'price.inquiry', words: /多少钱|什么价|啥价|价格|\bhow much\b|\bprice\b/ },
  { intent: 'product.stock', words: /有货|现货|有没有货|\bin stock\b|\bavailable\b/ },
  { intent: 'promo.coupon', words: /优惠券|\bcoupons?\b/ },
  { intent: 'ship.fee', words: /运费|包邮|\bshipping (fee|cost)/ },
];

export function commandOfIntent(intent: string): IntentCommand {
  return intentCommands[intent] ?? { do: 'answer' };
}

/** Wishes that the intents do not tell apart, by the words of the message; the first that fits wins. */
export const wordedFlows: readonly {
  flow: string;
  intents: readonly string[];
  words: RegExp;
  slots?: Readonly<Record<string, SlotValue>>;
  /** Slot that takes the whole message. */
  takesText?: string;
  /** The words tell the wish whatever the classifier makes of the message. */
  isPlain?: boolean;
}[] = [
  {
    flow: 'urge-shipping',
    intents: ['buy.decline', 'order.cancel', 'ship.urge'],
    // The wish hangs on a condition: what is wanted is the goods.
    words: /(?:再|还|要是|如果)?不发(?:货)?(?:的话)?[,， ]?(?:我)?(?:就|我就|那就)?(?:取消|退款?|不要)/,
  },
  {
    flow: 'cancel-order',
    intents: ['ship.urge', 'ship.when', 'order.status'],
    words: /不想要了|不要了|不买了|取消(订单)?(吧|算了)?|退(了吧|款|钱)|don'?t want it|cancel (it|the order|my order)/,
  },
  {
    flow: 'order-status',
    intents: ['pay.method', 'pay.problem'],
    words: /(还没|未|没有?|待)(付款|付钱|支付).{0,12}(单|订单)|(单|订单).{0,6}(还没|未|没)(付款|付钱|支付)/,
  },
  {
    flow: 'parcel-trouble',
    intents: ['track.delay', 'track.where', 'ship.urge'],
    words: /催.{0,6}(快递|物流|派送|配送|件)|(快递|物流|派送).{0,4}催/,
    takesText: 'what',
  },
  {
    flow: 'change-default-address',
    isPlain: true,
    intents: ['order.change_address', 'account.problem'],
    words:
      /(?:改|换|更新|修改|搬家|搬了).{0,12}(默认|账号|账户)(收货|里的?)?地址|(默认|账号里的?|账户里的?)(收货)?地址.{0,8}(改|换|更新|修改|错)|\b(change|update|modify|edit|correct|new|moved)\b.{0,40}\b(default|profile|account)\b.{0,12}address|\b(change|update|modify|edit)\b.{0,24}\baddress\b.{0,20}(profile|account|on file)/,
  },
  {
    flow: 'change-payment',
    isPlain: true,
    intents: ['pay.method', 'order.change_item', 'pay.problem', 'order.change_address', 'chat.inform'],
    words:
      /(change|switch|modify|update|use a different).{0,30}(payment|paypal|credit card|gift card)|\bwrong (?:credit |bank )?card\b.{0,40}\border\b|\border\b.{0,30}\bwrong (?:credit |bank )?card\b|\b(?:move|switch|charge|bill)\b (?:order )?#?w?\d{6,}.{0,6}\b(?:to|on|onto)\b.{0,20}\b(?:card|visa|mastercard|amex|paypal)\b|\bpay\b.{0,24}#?w?\d{7}.{0,4}\bwith\b|\buse\b.{0,24}(paypal|card|visa).{0,20}\b(for|on) (my |the )?(order |number )*#?w?\d{7}|(换|改|更换|修改)(一?个|成|一下)?(支付|付款)|(支付|付款)(方式|的卡)?.{0,6}(换|改)|(换|改)(成|用)?(另一?张|别的)?(卡|信用卡|礼品卡|paypal)(来)?(付|支付)/,
  },
  {
    flow: 'request-reship',
    isPlain: true,
    slots: { wish: 'reship' },
    intents: ['issue.missing', 'ship.urge', 'compensation.request', 'track.lost', 'return.request'],
    words:
      /(补发|重发|补寄|重新(?:给我|帮我|再)?(?:发|寄|补)(?!票)|再(发|寄)(一[件份个]|过来))(?!票)|\b(resend|re-?ship|send (me )?(it again|another one|a replacement))\b/,
  },
  {
    flow: 'parcel-trouble',
    intents: ['track.lost'],
    words:
      /(?:问|找)(?:过|遍|了一圈)了|送上(?:来|楼|门)|送到(?:家|门口|楼上)|\basked (?:every|all|the|my)|\b(?:checked|looked) (?:every|all|the)|丢|弄没|不见|没收到|没拿到|没见到|没看到|签收|送错|放错|寄错地|被.{0,4}(领|拿)|\b(lost|missing|not received|never (arrived|got|received)|didn'?t (get|receive|arrive)|wrong (place|address|house))\b/,
    takesText: 'what',
  },
  {
    // Left elsewhere without asking: the courier is to bring it.
    flow: 'parcel-trouble',
    isPlain: true,
    intents: ['track.lost'],
    words:
      /(?:谁让|凭什么|凭啥|怎么|咋|为什么|为啥|没经|没问|没通知|[没不]打电话|又|直接|擅自|随便).{0,10}(?:扔|放|丢|塞|存|搁|送).{0,4}(?:驿站|快递柜|丰巢|柜子|代收点|自提点|门卫|超市)|(?:扔|塞)(?:到|在|进|给我|了)?.{0,4}(?:驿站|快递柜|丰巢|代收点|自提点)/,
    slots: { matter: 'left-elsewhere' },
    takesText: 'what',
  },
  {
    flow: 'parcel-trouble',
    isPlain: true,
    intents: ['track.lost'],
    words:
      /(?:帮|给|替|能|可以|想).{0,4}拦(?:截|一下|下来?|住|回)|(?<!怎么)拦截(?:快递|包裹|一下)|\bintercept (?:it|the|my)\b/,
    slots: { matter: 'intercept' },
    takesText: 'what',
  },
  {
    // Marked as delivered and not there.
    flow: 'parcel-trouble',
    isPlain: true,
    intents: ['track.lost'],
    words:
      /显示.{0,8}(?:签收|送达|妥投|已投|已取|代收).{0,16}(?:没|未|压根|根本|哪有|谁)|\b(?:says?|marked|shows?|showing|tracking)\b.{0,40}\b(?:delivered|dropped off|left)\b.{0,60}\b(?:nothing|not here|no (?:package|parcel|box)|nowhere|didn'?t|never|empty|can'?t find|not (?:there|received))\b/,
    takesText: 'what',
  },
  {
    // The receiver's own phone is wrong; the courier's is another matter.
    flow: 'change-address',
    isPlain: true,
    intents: ['order.change_address'],
    words:
      /(?<!快递员?的?|小哥的?|师傅的?|客服的?)(?:电话|手机号?码?|号码).{0,3}(?:留|填|写)(?:的|成|了)?.{0,4}(?:错|停机|停用|旧|老|以前|空号|不用)/,
  },
  {
    flow: 'refund-progress',
    isPlain: true,
    intents: ['track.where', 'order.status', 'return.policy', 'repair.warranty'],
    words:
      /(?:售后|退货|换货|退款|申请).{0,8}(?:拒(?![收签绝])|被拒|拒绝了|驳回|不通过|没通过|未通过|没批|不批)|(?:拒了|拒绝了?|驳回)(?:我|了我)?的?.{0,4}(?:退|换|售后|申请)|(售后|退货|换货|退款|维修)(单|申请)?.{0,4}(到哪(一步)?了?|进度|处理到|处理得?怎么样|怎么样了|有结果|审核|通过了?(没|吗))|退.{0,10}(?:的)?(?:钱|款)(?:到|去|在)(?:哪|了没|账了?没)|(?:钱|款).{0,3}退(?:到|去|在)(?:了)?(?:哪|没)|\b(status|progress) of my (return|refund|exchange)\b|\bwhere is my refund\b/,
  },
  {
    flow: 'request-return',
    intents: ['refund.progress', 'refund.request'],
    words: /^(please |pls |hi,? )?return\b|\b(want|like|need) to return\b/,
  },
  {
    flow: 'withdraw-case',
    isPlain: true,
    intents: [
      'order.cancel',
      'return.request',
      'refund.request',
      'refund.progress',
      'exchange.request',
      'return.policy',
    ],
    words:
      /(?:那个|之前|申请)?的?(退货|退款|换货|售后).{0,6}(?:不退了|不换了|不要了|不办了|取消掉?|撤掉?|撤了)|不(?:想)?[退换]了.{0,10}(?:留着|留下|自己(?:穿|用)|想要)|(?:留着|留下|自己(?:穿|用)).{0,6}不[退换]了|(撤销|撤回|取消|不要).{0,4}(退货|退款|换货|售后).{0,3}申请|撤销售后|撤销(售后|申请|退|换)|撤回(售后|申请|退|换)|withdraw.{0,20}(return|refund|exchange|request)|cancel (my|the) (return|refund|exchange)/,
  },
];
