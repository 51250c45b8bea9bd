/** Words that steer a running dialogue, per meaning; matched against the lower-case, simplified text. */
export const steeringWords = {
  /** Gives up the running wish. "不要了" is no such word: it is a reason to cancel an order. */
  cancel:
    /^(没事了?|没什么事?了?|不需要了|没有了)[。.!~]*$|^(好吧|行吧|那)?[,，]?(那|我)?就?(先|再)?等(等|着|几天)?(吧|看|好了)?$|^((那|还是|要不|唉|哎)?算了|不用了|先不了|先这样|不弄了|不办了)|(算了|不|别)(退|换|取消|改|申请|开|办|投诉)了|不想(退|换|取消|改)了|先不(退|换|取消|改|办)|不用(退|换|取消|改)|还是(留着|不退|不换|不取消|不改)|^(?:那|行|好|得)?[吧了]?就?拉倒|(?:懒得|不想|不高兴)(?:再)?(?:折腾|弄|搞|费劲|麻烦)|不(?:折腾|弄|整)了|never ?mind|forget (it|about it)|\bscratch that\b|changed my mind|(don'?t|do not) want to (return|exchange|cancel|change|modify)|(keep|leave) (it|them|everything|the order|all the items|all items)\b|no longer want to (return|exchange|cancel|change)|cancel (that|this) request/,
  /** Gives the running wish up for another one ("算了还是退了吧"). */
  instead: /^(那|哎|唉)?(算了|不(换|改|修|弄|要)了)[,，。 ]*(还是|就|直接|我要|我想|给我|帮我)?(?=.*[退换改消修赔])/,
  /** Gives up choosing, not the wish: "算了全取消", "算了都退了吧". */
  allOfIt:
    /^(?:那|还是|要不|唉|哎)?算了[,，。 ]*(?:还是|就|直接|干脆)?(?:全部?|都|整单|一起|统统)(?:给我|帮我)?(?:取消|退|换|不要)/,
  /** Wants the parcel sent sooner, not only to know when. */
  urging:
    /催|快点|快些|尽快|赶紧|赶快|抓紧|马上发|立刻发|加急|\b(?:hurry|urge|expedite|asap|speed up|right away|immediately|now)\b/,
  /** Turns to something else at the last moment ("诶先别退,能换成L的不"). */
  turning:
    /等等|等下|等一下|等会|慢着|先别|先不|要不|不如|还是|算了|改主意|不对|\b(?:wait|hold on|hang on|actually|instead|rather|on second thoughts?|changed my mind|hmm+)\b/,
  /** Puts right what was understood. */
  correction:
    /不对|不是(这|那|这个|那个|它)|不是.{0,8}(是|,)|错了|搞错|弄错|说错|打错|选错|应该是|换一?个|另一?[单个件]|另外[一那][单个件]|改成|更正|^no,|\bnot (that|this|the)\b|\bactually\b|\bi meant?\b|\binstead\b|\bthe other (one|order)\b|\bwrong (one|order)\b|\brather\b/,
  /** A wish beside the running one. */
  addition:
    /另外|还有|还想|还要|顺便|同时|以及|再帮|也(要|想|帮|退|换)|\balso\b|\bas well\b|\bin addition\b|\banother\b|\bone more\b|\bbesides\b/,
  otherOrder:
    /另一?[单笔个]|另外[一那][单笔个]|别的订单|不是这[单笔个]|the other (one|order)|another order|different order|wrong order|not (this|that) (one|order)/,
  latestOrder:
    /最近(的)?(一|那)?[单笔个]|最新(的)?(一|那)?[单笔个]|刚刚?(买|下|拍|付)|上(一|1)[单笔个]|\b(last|latest|most recent|newest) (order|one|purchase)\b|just (placed|ordered|bought)/,
  earliestOrder: /最早(的)?(一|那)?[单笔个]|第一次买|\b(first|oldest|earliest) order\b/,
  ownOrder:
    /我(?:昨天|前天|今天|今早|昨晚|上周|刚刚?|之前|前几天)?(的|买|拍|订|下|付)|已(经)?(付款|下单|买|拍)|刚(买|下|拍|付)|(买|下单|拍|付款)了|那[单个]|\bmy\b|\bi('ve| have)? (order|bought|purchase|placed|paid)/,
  /** Bought goods that somebody does not want any more. */
  notWanted: /不想要了|不要了|\b(don'?t|do not) want (it|this|them) any ?more\b/,
  priceDrop: /降价|掉价|便宜了|跌|补差|退差|差价|贵了|dropped|cheaper now|lower now|price difference/,
  /** Asks how refunds go, not where the own one is. */
  generalRefund:
    /退款.{0,6}(多久|几天|几个工作日|多长时间)|(多久|几天).{0,8}(到账|退)|how (long|many days)|when (will|would|do).{0,20}(refund|money)/,
  onlyThese: /\b(only|just)\b|只(要|退|换|改)|就(退|换|改|要)/,
  exceptThese:
    /除了|不包括|(不|别)(退|换|改|要)|\bexcept\b|\bnot the\b|\bdon'?t (return|exchange|change)\b|\bkeep the\b/,
  reasonCue: /原因|理由|因为|reason|because/,
} as const;

/** Asks when people are there, not for one of them. */
export const hoursOfService =
  /几点|时间|时段|上班|下班|在线|什么时候|啥时候|周末|节假日|晚上有|24小时|\b(hours|what time|when|until|open|weekends?|24\/7)\b/;

/** A bare yes or no; anything behind it is looked at before it counts. */
export const yesPattern =
  /^(是的?|对的?|对啊|嗯+|恩+|好的?|好呀|好啊|行的?|可以的?|确认|确定|没错|没问题|同意|要的?|需要|同意|办吧|就这样|是|ok(ay)?|yes|yep|yeah|yup|sure|correct|right|confirm(ed)?|go ahead|please do|please proceed|proceed|do it|sounds good|that'?s (right|correct|fine)|absolutely|of course)(?!\p{Script=Latin})/u;
export const noPattern =
  /^(不是|不对|不用|不要|不行|不可以|不了|不|先不|别|没有|否|取消|no|nope|nah|not now|don'?t|do not|stop|wait)(?![\p{Script=Latin}])/u;

/** What may follow a no without making it something else ("不想要了" is a reason, not a no). */
export const harmlessNoTail =
  /^[\s,.!。~、了吧的啊呀先算办理退换改取消用需要谢]*$|^[\s,.!]*(thanks|thank you|not (yet|now)|don'?t|do (it|that)|please|leave it|stop|wait|i (don'?t|do not)( want (to|that|it))?|[\s,.!])*$/;

/** What may follow a yes without taking it back. */
export const harmlessTail =
  /^[\s,.!。,!~、了吧的啊呀呢哦谢谢您你麻烦请帮我办理提交确认取消退换改这样没问题就可以好行对]*$|^[\s,.!]*(please|thanks|thank you|go ahead|proceed|do (it|that)|confirm|i confirm|that'?s (right|correct|fine)|sounds good|correct|with (it|that|this|the \w+)|and|cancel it|return (it|them)|exchange (it|them)|process (it|this|the \w+)|you can|i('d| would) like to proceed|i want to proceed|the|order|change|cancellation|return|exchange|refund|[\s,.!])*$/;

const ordinalWords: readonly (readonly [RegExp, number])[] = [
  [/第一|头一|前一|\b(first|1st)\b/, 1],
  [/第二|\b(second|2nd)\b/, 2],
  [/第三|\b(third|3rd)\b/, 3],
  [/第四|\b(fourth|4th)\b/, 4],
  [/第五|\b(fifth|5th)\b/, 5],
  [/最后(一|那)?[个单件种]|\blast( one)?\b/, -1],
];

/** The position that a short answer names: "第二个", "2", "the second one", "②" (1 is the first, −1 the last). */
export function ordinalIn(text: string): number | undefined {
  const digits =
    /^(?:第|选|选择|option|number|no\.?|#)?\s*([1-9]\d?)\s*(?:个|单|件|种|项|号|st|nd|rd|th)?[.。!]?$/.exec(
      text.trim(),
    );
  if (digits?.[1] !== undefined) return Number(digits[1]);
  const found = ordinalWords.filter(([pattern]) => pattern.test(text));
  return found.length === 1 ? found[0]?.[1] : undefined;
}
