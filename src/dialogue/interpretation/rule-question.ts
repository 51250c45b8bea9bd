import { type IntentModel, predictIntents, trainModel } from '../../understanding/index.ts';
import examples from './rule-questions.json' with { type: 'json' };

/**
 * Whether a message asks how something works in this shop ("拍下还能改地址不", "how do returns work") and not for it to be
 * done with an order of one's own ("帮我改下地址"); `isOfOwnGoods` where it names goods that the customer has bought. By a model trained on the examples beside this file.
 */
export function isRuleQuestion(text: string, isOfOwnGoods = false): boolean {
  if (!looksLikeQuestion(text) || demand.test(text.toLowerCase())) return false;
  return ruleShare(text.toLowerCase()) >= (isOfOwnGoods ? confidenceOfOwnGoods : confidenceNeeded);
}

/** Asked several times of one message while its wishes are read: the last answer is kept. */
function ruleShare(text: string): number {
  if (last?.text !== text) {
    const asked = predictIntents(model(), text).find(({ intent }) => intent === 'rule');
    last = { text, share: asked?.confidence ?? 0 };
  }
  return last.share;
}

let last: { text: string; share: number } | undefined;

/** Wants it done, whatever is asked beside it ("我要退货,运费谁出", "这也叫羽绒服?退钱!"). */
const demand =
  /(?:^|[,，。!！?？\s])(?:赶紧|赶快|快|马上|立刻|必须|直接|给我)*(?:退钱|退款|退货|换货|赔钱|赔偿)(?:$|[!！。\s])|(?:^|[,，。!\s])(?:我(?:要|想)|帮我|给我|麻烦)(?:申请|办理?)?(?:退|换|取消|开|改|补)|\bi (?:want|need|would like|'d like) to (?:return|exchange|cancel|change)\b|\bplease (?:return|exchange|cancel|change)\b/;

const confidenceNeeded = 0.7;
/** Who names goods that are bought already mostly wants something done with them. */
const confidenceOfOwnGoods = 0.93;

/** A question by its form, in Chinese with or without its mark. */
export function looksLikeQuestion(text: string): boolean {
  return questionForm.test(text.toLowerCase().trim());
}

const questionForm =
  /[?\uff1f]|[吗么嘛呢][\s。.!~]*$|[能行好可以是有对要]不[\s。.!~]*$|(吗|么)[,，\s]|不$|没$|怎么|咋|如何|多久|几天|几点|几个|多少|什么|啥|哪|谁|是否|能不能|可不可以|是不是|是[^,。]{1,12}还是.{1,8}$|得了不|得不|有没有|行不行|会不会|要不要|还能|\b(how|what|when|where|which|why|who|whose)\b|^(is|are|do|does|did|can|could|will|would|may|should|has|have)\b|\b(can|could|do|does|is|are|will) (i|you|it|they|there)\b/u;

let trained: IntentModel | undefined;

/** Trained at the first use, in a fraction of a second. */
function model(): IntentModel {
  trained ??= trainModel(Object.entries(examples).flatMap(([label, texts]) => texts.map((text) => ({ text, label }))));
  return trained;
}
