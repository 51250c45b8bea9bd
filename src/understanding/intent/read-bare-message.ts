import type { ContextLine, Entity, EntityType, IntentScore } from '../types.ts';

/** A message that can only be read in its place: what is left without its entities, and what the shop said before. */
export type BareMessage = { normalized: string; entities: readonly Entity[]; context: readonly ContextLine[] };

const yes =
  /^(?:嗯+|恩+|en|哦?好(?:的|滴|哒|吧|呀|啊|嘞|了)?|好好|ok|okay|k|行(?:的|吧|啊)?|可以(?:的|啊|呀)?|是(?:的|啊|呀|这个)?|对(?:的|啊|呀|对)?|没错|要(?:的|啊)?|需要|确定|确认|没问题|同意|有(?:的)?|就这样|就这个|麻烦了?|那就这样|yes|yep|yeah|yup|sure|correct|right|exactly|please do|go ahead|confirm(?:ed)?|sounds good|that's (?:right|fine|it)|:good:)(?: ?(?:吧|呀|啊|哈|呢|亲|谢谢|please|thanks|thank you|:[a-z]+:))*$/iu;
const no =
  /^(?:不(?:用|要|是|需要|了|行|对|可以|必|好|想|同意|确定|方便)?(?:了|的|啊|吧|呀|这个)?|没(?:有|了)?(?:了|啊|呀)?|别(?:了)?|算了|先不|暂时不(?:用|要)?|no|nope|nah|not? (?:now|really|yet|this one|that one)|never ?mind|no,? thanks?(?: you)?|don't)(?: ?(?:吧|呀|啊|哈|呢|亲|谢谢|thanks|thank you|:[a-z]+:))*$/iu;
const question =
  /[?？]|吗|呢$|是否|需要.{0,12}(?:么|不)|请(?:问|提供|告诉|告知|发|选择|确认|回复|说)|哪|什么|几|多少|麻烦(?:您|你)?(?:提供|发|告)|\b(?:which|what|could you|can you|please (?:send|tell|provide|confirm|choose|give)|would you like|do you|is (?:it|that)|shall (?:i|we))\b/iu;
/** The shop asks whether there is anything more; a plain "没有了" then ends the talk. */
const closing =
  /还有(?:什么|其他|其它|别的|没有).{0,10}(?:问题|帮|需要|咨询|吗)|\banything else\b|\bany (?:other|more) questions?\b/iu;
const nothingMore =
  /^(?:没(?:有)?(?:了|啦|其他的?了?|别的了?|问题了?)?|nothing(?: else)?|that'?s (?:all|it))(?: ?(?:谢谢|thanks|thank you))?$/iu;
/** One of the numbers that the shop offered ("1 退货 2 换货"). */
const choiceNumber = /^[1-9]$/u;
const fillers =
  /[\s,.。!:：;、~()（）\-—"'“”]|我的?|是|的|了|号码?|就|要|选|那个|这个|订单|单号|编号|电话|手机|邮箱|姓名|名字|地址|收件人|尺码|颜色|身高|体重|码|色|吧|啊|哦|呢|哈|亲|款|叫|用|\b(?:my|is|it|it's|the|order|number|phone|email|name|address|size|colou?r|one|please|in|i'm|i|am|and|#)\b/giu;

const informative: ReadonlySet<EntityType> = new Set([
  'order-number',
  'tracking-number',
  'phone',
  'email',
  'person-name',
  'address',
  'zip',
  'date',
  'duration',
  'money',
  'quantity',
  'height',
  'weight',
  'size',
  'color',
  'variant-option',
  'tax-number',
  'payment-method',
  'option-ordinal',
]);

const sure = 0.95;
const likely = 0.85;

/** Reads confirmations, bare values and bare links by rule; undefined where the words themselves tell the intent. */
export function readBareMessage({ normalized, entities, context }: BareMessage): IntentScore | undefined {
  if (normalized === '') return score('chat.other', likely);
  const shopAsked = isQuestion(context);
  const shopSaid = context.at(-1)?.text ?? '';
  if (shopAsked && closing.test(shopSaid) && nothingMore.test(normalized)) return score('chat.bye', sure);
  if (choiceNumber.test(normalized) && context.at(-1)?.from === 'shop' && shopSaid.includes(normalized))
    return score('chat.inform', sure);
  if (shopAsked && yes.test(normalized)) return score('chat.affirm', sure);
  if (shopAsked && no.test(normalized)) return score('chat.deny', sure);
  if (/^(?:\s*:[a-z]+:)+$/u.test(normalized)) return score(intentOfSignals(normalized), likely);
  if (entities.length === 0 || !isOnlyValues(normalized, entities)) return undefined;
  if (entities.some(({ type }) => informative.has(type))) return score('chat.inform', shopAsked ? sure : likely);
  return score(shopAsked ? 'chat.inform' : 'product.link', likely);
}

/** True when the shop's last words, not followed by the customer's, ask for something. */
function isQuestion(context: readonly ContextLine[]): boolean {
  const last = context.at(-1);
  return last?.from === 'shop' && question.test(last.text);
}

function intentOfSignals(normalized: string): string {
  if (/:(?:thanks|love):/u.test(normalized)) return 'chat.thanks';
  return /:good:/u.test(normalized) ? 'chat.affirm' : 'chat.other';
}

/** Nothing but values and words like "我的", "is" is left. */
function isOnlyValues(normalized: string, entities: readonly Entity[]): boolean {
  let rest = normalized;
  for (const { text, value } of entities) rest = rest.replace(text, ' ').replace(value, ' ');
  return rest.replace(fillers, '') === '';
}

function score(intent: string, confidence: number): IntentScore {
  return { intent, confidence };
}
