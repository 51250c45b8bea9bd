import { dialogueSettings } from '../dialogue-settings.ts';
import { commandOfIntent, ruleIntents } from './intent-commands.ts';
import { orderWords, slotsOfMessage, valuesOf } from './message-slots.ts';
import { plainWish } from './plain-wish.ts';
import { looksLikeQuestion } from './rule-question.ts';
import type { WishContext } from './wishes.ts';
import { steeringWords } from './words.ts';

/** What a short question means right behind another matter ("多久能到" behind the refund is the money's arrival). */
const followUps: readonly {
  after: readonly string[];
  heard: readonly string[];
  unless: RegExp;
  as: string;
  words?: RegExp;
}[] = [
  {
    after: ['refund.progress', 'refund.request', 'promo.price_protect', 'order.cancel', 'return.request'],
    heard: ['return.address', 'pay.method', 'account.problem', 'refund.request', 'chat.clarify', 'track.where'],
    unless: /(?:快递|物流|包裹|货|地址)/,
    as: 'refund.progress',
    words: /退(?:到|回|去|进|在)?(?:了)?(?:哪|什么|啥)|哪(?:张|个)(?:卡|账户|帐户|账号)|(?:钱|款).{0,4}(?:去|到)哪/,
  },
  {
    after: ['refund.progress', 'refund.request'],
    heard: ['track.eta', 'track.delay', 'ship.when', 'ship.urge', 'track.where'],
    unless: /快递|物流|包裹|发货|寄|派送|送到|没收到|没到货|\b(?:parcel|package|order|ship|deliver)/,
    as: 'refund.progress',
  },
  {
    after: ['return.freight'],
    heard: ['compensation.request', 'refund.progress', 'track.eta', 'refund.request'],
    unless: /坏|破|补偿|投诉|退款|退钱|发货|快递|^(?!.*[险赔]).*[钱款]/,
    as: 'return.freight',
  },
  {
    after: ['pay.problem'],
    heard: [
      'track.eta',
      'refund.progress',
      'refund.request',
      'ship.when',
      'track.where',
      'return.policy',
      'pay.method',
    ],
    unless: /快递|物流|包裹|发货|\b(?:parcel|package|ship|deliver)/,
    as: 'pay.problem',
    words: /退|到账|回来|拿到|几天|多久|啥时候|什么时候|\b(?:when|how long|back|refund)\b/,
  },
];

/** A further case of the rule that was told last ("那要是有质量问题呢", "会员折扣也能享受吗"): asked with the question before it. */
const furtherCases: readonly { after: readonly string[]; words: RegExp }[] = [
  {
    after: [
      'return.policy',
      'return.freight',
      'exchange.request',
      'repair.warranty',
      'order.cancel',
      'refund.progress',
      'invoice.request',
    ],
    words:
      /^(?:那|那么|哦|嗯)?[,，\s]*(?:要是|如果|假如|万一|若是|要|但如果).{2,16}(?:呢|吗|么|怎么办|咋办|咋整|可以不|行不)[?？\s]*$|^.{2,12}的话(?:呢|咧|勒)[?？\s]*$|^(?:and )?what if\b.{2,40}$/,
  },
  // "要是丢了咋整" behind a parcel that has not come.
  {
    after: ['track.lost', 'track.delay', 'track.where', 'track.eta'],
    words:
      /(?:要是|如果|万一|假如|真的?).{0,6}(?:丢|没了|找不到|找不着|弄没).{0,8}(?:呢|吗|么|怎么办|咋办|咋整|咋弄|怎么弄|谁|赔)|\b(?:what if|and if)\b.{0,20}\b(?:lost|gone|never)\b/,
  },
  // "我抵掉的那些呢": the rest of what was just told.
  {
    after: ['member.points', 'promo.gift', 'invoice.request', 'repair.warranty'],
    words: /^(?:那|那么|哦|可是?|但)?.{2,14}(?:那些|那部分|的)呢[?？\s]*$/,
  },
];

/** The matter spoken of last is gone on with, whatever the few words sound like. */
const goingOn: readonly { words: RegExp }[] = [
  // "没人通知我啊 帮我查", "你再看看"
  {
    words:
      /(?:帮我|给我|替我|你们?|麻烦|快)(?:再|先|去)?(?:查|问|看)(?:查|问|看|一下|下|清楚|仔细|看看)*[吧呗嘛啊哈\s.。!]*$/,
  },
  // "那我该咋办嘛"
  {
    words:
      /^(?:那|那么|这|这下|现在|我|俺|咱|要|该|应该)*(?:怎么办|咋办|咋整|咋弄|怎么弄|怎么处理|咋处理|如何是好)(?:才好|才行)?[啊呢嘛呀吧哦呦\s.。!?？]*$|^(?:so )?what (?:should|can|do) i do(?: now| then)?\??$/,
  },
  // "不是说48小时吗", "你们不是说三天到的吗"
  { words: /^(?:你们?|当时|之前|客服|页面)?不是(?:都)?(?:说|讲|答应|承诺|写|保证)(?:好|过|了)?.{1,20}[吗嘛么的?？]+$/ },
];

/** "凭啥限时的不算", "为什么不能换别的": why a rule is so asks for the rule, and is no complaint of its own. */
const objection =
  /^(?:凭什么|凭啥|为什么|为啥|咋|怎么)(?!.{0,6}(?:还没|还不|没到|没发|没退|不理|不回)).{1,14}(?:不算|不能|不行|不给|不支持|不可以|不让|不包|不退|不赔|不在)[啊呀呢吗嘛么\s?？!！]*$|^(?:你们?|当时)?不是说.{2,18}(?:不管|不退|不换|不能|不行|不给|不赔).{0,6}[么吗嘛?？\s]*$|^why (?:can'?t|isn'?t|aren'?t|don'?t|doesn'?t|not)\b.{2,40}$/;

/** The rule of the matter spoken of last with its plain question, where the words only ask why it is so. */
export function objectedRule(text: string, last = ''): { intent: string; asks: string } | undefined {
  const intent = objection.test(text.toLowerCase()) ? ruleIntents[last] : undefined;
  return intent === undefined ? undefined : { intent, asks: objectedTo[intent] ?? text };
}

/** What somebody who objects to a rule is told: where it ends and what there is instead. */
const objectedTo: Readonly<Record<string, string>> = {
  'promo.price_protect': '为什么价保没通过',
  'return.policy': '超过七天还能退吗',
  'exchange.request': '能换成别的商品吗',
  'order.cancel': '发货了还能取消吗',
  'order.change_address': '发货了还能改地址吗',
  'refund.progress': '退款多久到账',
};

/** A circumstance told behind a rule ("吊牌我扔了"): the rule is asked again with it. */
const circumstance =
  /吊牌|标签|包装|盒子|箱子|拆|撕|洗过|穿|试|用过|用了|抹|剪|扔|丢了|赠品|配件|说明书|封|激活|弄脏|划|发票|\b(?:tags?|box|packag|washed|worn|opened|unsealed|receipt)\b/;
const rulesWithCircumstance = ['return.policy', 'exchange.request', 'return.freight'];

/** "现在呢": the same question as of this moment. */
const onceMoreNow =
  /^(?:那|那么)?(?:现在|这会儿?|今天|目前|此刻|and now|what about now|how about now|now)(?:呢|多少|有吗|有没有)?[?？!。\s]*$/;
const timely = /^(?:price\.|promo\.|product\.stock|member\.)/;

/** Another offer beside those that were just told ("会员折扣也能享受吗"): whether they meet. */
export function offerAsWell({ understanding, state }: WishContext): boolean {
  const isBehindOffer = /^(?:promo|price)\./.test(state.lastIntent ?? '') && state.stack.length === 0;
  return isBehindOffer && asWell.test(understanding.normalized.toLowerCase());
}

const asWell =
  /^.{0,12}(?:折扣|优惠|券|满减|满\d+减\d+|会员价|赠品|积分|半价).{0,4}(?:也|还|总).{0,3}(?:能|可以|算|享|用|有|叠|参加).{0,8}$|\b(?:discount|coupon|gift|points)\b.{0,12}\b(?:too|as well|also)\b/;

/** The rule told last, asked of a further case; undefined where the words are no such case. */
export function furtherCaseOf({ understanding, state }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  const last = state.lastIntent;
  if (last === undefined || text.length > longestFollowUp || state.stack.length > 0) return undefined;
  const isFurther = furtherCases.some(({ after, words }) => after.includes(last) && words.test(text));
  return isFurther ? (ruleIntents[last] ?? last) : undefined;
}

/** "I asked the neighbours, too", "让他给我送上来": more of the parcel that is missed. */
const parcelMatters: ReadonlySet<string> = new Set(['track.lost', 'track.delay', 'track.where']);
const lookedFor =
  /(?:都|全|挨个)?(?:问|找)(?:过|遍|了一圈)了|(?:送|拿|搬)(?:货)?(?:上(?:来|楼|门)|到(?:家|门口|楼上))|\basked (?:every|all|the|my)\w*\b|\b(?:checked|looked) (?:every|all|the)\w*\b/;

/** The intent of a short question in the light of what was spoken of before; undefined where it stands for itself. */
export function followUpOf({ understanding, state }: WishContext): string | undefined {
  const text = understanding.normalized.toLowerCase();
  const [main] = understanding.intents;
  if (main === undefined || state.lastIntent === undefined || text.length > longestTold) return undefined;
  const last = state.lastIntent;
  const command = commandOfIntent(last);
  const isMatter = command.do === 'flow' || command.do === 'own-order';
  const isBare = valuesOf(understanding, 'product').length === 0 && state.stack.length === 0;
  if (isBare && parcelMatters.has(last) && lookedFor.test(text)) return 'track.lost';
  if (text.length > longestFollowUp) return undefined;
  if (isMatter && isBare && goingOn.some(({ words }) => words.test(text))) return last;
  const isTold = main.intent === 'chat.inform' || main.intent === 'chat.other' || main.intent === 'chat.clarify';
  const isAside = isTold || main.confidence < dialogueSettings.acceptConfidence || text.length <= shortAside;
  if (isBare && isAside && rulesWithCircumstance.includes(last) && circumstance.test(text)) return last;
  if (onceMoreNow.test(text) && timely.test(last) && state.stack.length === 0) return last;
  return followUps.find(
    ({ after, heard, unless, words }) =>
      after.includes(last) && heard.includes(main.intent) && !unless.test(text) && (words?.test(text) ?? true),
  )?.as;
}

const longestFollowUp = 24;
const longestTold = 60;
const shortAside = 10;

/**
 * The flow that was just done or refused, meant for other goods or another order ("不是,是耳机那单", "what about the lamp"):
 * its name and what the words say; undefined where they say something of their own.
 */
export function sameForOther(
  context: WishContext,
): { flow: string; slots: Readonly<Record<string, string | readonly string[]>> } | undefined {
  const { understanding, message, facts, state, flows } = context;
  const text = understanding.normalized.toLowerCase().trim();
  const isShort = text.length <= 30 && (pointsElsewhere.test(text) || steeringWords.correction.test(text));
  if (!isShort || state.lastIntent === undefined) return undefined;
  const last = commandOfIntent(state.lastIntent);
  const flow = last.do === 'flow' || last.do === 'own-order' ? last.flow : undefined;
  const products = valuesOf(understanding, 'product').filter((id) => isBought(id, context));
  const order = orderWords(understanding, message, facts.now);
  if (flow === undefined || !flows.has(flow) || (products.length === 0 && order === undefined)) return undefined;
  const own = plainWish(context);
  const isOwnWish =
    own !== undefined && commandOfIntent(own).do === 'flow' && own !== state.lastIntent && !vague.includes(own);
  if (isOwnWish || (looksLikeQuestion(text) && !pointsElsewhere.test(text))) return undefined;
  const { said: _said, ...rest } = slotsOfMessage(understanding, message, facts.now);
  return {
    flow,
    slots: { ...only(rest), ...(products.length > 0 ? { products } : {}), said: understanding.normalized },
  };
}

/** Wishes that naming goods or an order looks like by itself. */
const vague: readonly string[] = ['order.status', 'order.change_item'];

/** Nothing but other goods or another order: "外套那件呢", "应该是301结尾的", "I meant the earbuds". */
const pointsElsewhere =
  /^(?:那|还有|那么|然后)?.{1,12}(?:那[件个单笔只双]|的)?呢[?？。!~]*$|^(?:不对|不是|错了|搞错了?|打错了?|写错了?)?[,， ]*(?:我?(?:说|指|要)的是|是|应该是).{1,16}$|尾号|结尾|\b(?:i mean|i meant|what about|how about|and the)\b/;

function isBought(productId: string, { facts }: WishContext): boolean {
  return facts.orders.some((order) => order.lines.some((line) => line.productId === productId));
}

function only(slots: ReturnType<typeof slotsOfMessage>): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    Object.entries(slots).flatMap(([name, value]) =>
      typeof value === 'string' || Array.isArray(value) ? [[name, value] as const] : [],
    ),
  );
}
