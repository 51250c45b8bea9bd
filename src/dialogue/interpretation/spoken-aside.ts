import type { SmallTalkTopic } from '../types.ts';
import { looksLikeQuestion } from './rule-question.ts';

/** What is said beside business, by its words; the first that fits wins. */
const asides: readonly { topic: SmallTalkTopic; words: RegExp; longest: number }[] = [
  {
    topic: 'plea',
    words:
      /通融|(?:能|可以|能不能)先(?:把钱|把款)?(?:退|打|给)(?:款|钱|我)?(?:给我)?|先(?:把钱)?退(?:款|钱)?给我|网开一面|破(?:个|一次)?例|行个方便|高抬贵手|开个?后门|宽限|(?:求求?|拜托)(?:你|您|了|啦)|帮帮忙[嘛吧呗]|(?:不能|就不能)(?:帮|照顾)|\b(?:make an exception|please make|bend the rules|just this once)\b/,
    longest: 24,
  },
];

/** Small talk that the words tell beyond doubt; undefined where they tell none. */
export function spokenAside(text: string): SmallTalkTopic | undefined {
  const lower = text.toLowerCase();
  return asides.find(({ words, longest }) => lower.length <= longest && words.test(lower))?.topic;
}

/** Whether a message outside of the shop's matters asks for nothing ("今天天气真冷"): it gets a friendly word, not a refusal. */
export function isRemark(text: string): boolean {
  const lower = text.toLowerCase();
  return lower.length <= 30 && daily.test(lower) && !looksLikeQuestion(lower) && !request.test(lower);
}

const daily =
  /天气|[好真太怪]?[冷热晒困累饿](?:啊|呀|死|哦|哈|了|$)|下雨|下雪|刮风|降温|堵车|周末|放假|上班|下班|加班|过年|过节|生日|新年|中秋|晚安|早睡|哈哈|嘿嘿|嘻嘻|开心|无聊|\b(?:weather|cold|hot|rain|snow|tired|weekend|birthday|lol|haha)\b/;
const request = /帮我|给我|写|讲|唱|画|说个|推荐|告诉|翻译|\b(?:tell|write|sing|draw|give|recommend)\b/;
