import type { ReasonTopic } from './read-reason.ts';

const indifferent =
  /^(?:那|就|你|您|这个|原因)*(?:随便|隨便|随意|都行|都可以|无所谓|哪个都行|没(?:有|什么|啥)?(?:原因|理由)|不为什么|你(?:看着)?(?:选|填|定)|any(?: of them)?|whatever|doesn'?t matter)(?:选|填)?(?:一?个|你)?[吧啦了呗嘛\s.。!]*$/;

/**
 * What customers say, and how shops name it in their lists of reasons. The first concept that both sides know wins,
 * so the special ones stand before the general ("damaged" before "do not want it any more").
 */
export const reasonConcepts: readonly { said: RegExp; offered: RegExp }[] = [
  // Who does not care which one it is has none of those that would blame somebody.
  { said: indifferent, offered: /other|其他|其它|別的|别的/i },
  {
    said: indifferent,
    offered: /no.?longer|not.?want|unwanted|no.?need|changed?.?mind|不想要|不需要|不要了|改变主意|无理由/i,
  },
  // Who returns without a reason says so, whatever else is told; the shop's fault is not presumed.
  {
    said: /无理由|没什么理由|个人原因|no particular reason|for no reason/,
    offered: /no.?longer|not.?want|unwanted|no.?need|changed?.?mind|不想要|不需要|不要了|改变主意|无理由/i,
  },
  { said: /破损|摔坏|碎了|压坏|漏液|漏了|damaged|broken|cracked|chipped|crushed/, offered: /damage|broken|破损/i },
  {
    said: /发错|寄错|不是我(买|订|拍)的|wrong (item|product|colou?r|size) (was )?(sent|arrived)|sent (me )?the wrong/,
    offered: /wrong-?(item|goods|sent)|wrong item|发错|错发/i,
  },
  { said: /少件|少发|漏发|缺件|没收到全|missing/, offered: /missing|少件|漏发/i },
  {
    said: /质量|瑕疵|坏的|坏了|不能用|用不了|有问题|异味|掉色|起球|defect|faulty|doesn'?t work|not working|stopped working|quality/,
    offered: /quality|defect|faulty|质量|瑕疵/i,
  },
  {
    said: /与描述不符|描述不符|色差|和图片不一样|不像|not as described|(different|look at all like).*(picture|photo|description)/,
    offered: /not-?as-?described|description|描述|色差/i,
  },
  {
    said: /太大|太小|大了|小了|偏大|偏小|尺码|尺寸|不合身|too (big|small|large|tight|short|long)|(doesn'?t|does not|did not|didn'?t|don'?t) fit|size/,
    offered: /size|fit|尺码|尺寸|不合适/i,
  },
  {
    said: /拍错|买错|下错|点错|多拍|重复|地址(填|写)错|mistake|accident|by error|wrong (one|item)|picked the wrong|duplicate/,
    offered: /mistake|error|wrong|duplicate|拍错|错拍|买错|误拍|信息填错|重复/i,
  },
  {
    said: /太慢|一直不发|不发货|等太久|没发货|too (slow|long)|not shipped|late|delay/,
    offered: /slow|late|delay|ship|发货|太慢/i,
  },
  {
    said: /降价|便宜|更低|贵|cheaper|lower price|price (drop|match)|half the price/,
    offered: /price|cheap|价格|降价|便宜|优惠/i,
  },
  { said: /不喜欢|不好看|don'?t like|dislike/, offered: /dislike|like|不喜欢/i },
  {
    said: /不想要|不要了|不需要|用不上|用不到|不想买|改主意|后悔|买多了|don'?t (need|want)|do not (need|want)|no longer|not need|changed? (my )?mind|travel|elsewhere|other store|another store|unnecessary/,
    offered: /no.?longer|not.?want|unwanted|no.?need|changed?.?mind|dislike|不想要|不需要|不要了|改变主意|无理由/i,
  },
];

const noNeed = /no.?longer|not.?want|unwanted|no.?need|changed?.?mind|不想要|不需要|不要了|改变主意|无理由/i;

/** How shops name what a reason is about, the nearest name first. */
export const offeredFor: Readonly<Record<ReasonTopic, readonly RegExp[]>> = {
  size: [/size|fit|尺码|尺寸|不合适/i],
  dislike: [/dislike|不喜欢/i, noNeed],
  'no-need': [noNeed],
  mistake: [/mistake|error|duplicate|拍错|错拍|买错|误拍|信息填错|重复/i],
  slow: [/slow|late|delay|not shipped|发货|太慢/i],
  price: [/price|cheap|价格|降价|便宜|优惠/i],
  stuck: [/stuck|not.?(received|arrived)|停滞|没收到|未收到/i],
  lost: [/lost|丢失|遗失/i],
  described: [/not-?as-?described|description|描述|色差/i],
  quality: [/quality|defect|faulty|质量|瑕疵/i],
  damaged: [/damage|broken|破损/i, /quality|defect|faulty|质量|瑕疵/i],
  'wrong-item': [/wrong-?(item|goods|sent)|wrong item|发错|错发/i],
  missing: [/missing|少件|漏发/i],
};
