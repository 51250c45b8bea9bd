import type { Emotion } from '../types.ts';

/**
 * A wording that speaks for an emotion, as a regular expression (source text) over the normalised text in lower case.
 * `weight` is added to the emotion's log probability: 1 a hint, 2 clear, 3 leaves little doubt.
 */
export type EmotionWords = { emotion: Exclude<Emotion, 'neutral'>; weight: number; says: string };

/** Thanks and praise in form, blame in fact. Looked for before anything else. */
export const sarcasm: readonly string[] = [
  '(?:我|那我?)?(?:可)?(?:真是|真的|真)?(?:谢谢|感谢|多谢|谢)(?:你们?|贵店|你家)?(?:全家|八辈|十八代|祖宗|一家)',
  '(?:呵呵|:sarcasm:).{0,14}(?:厉害|牛|棒|好样|服务|效率|质量|速度|态度|行)|(?:厉害|牛|棒|好样|行)(?:了|的)?(?:,| )?(?:呵呵|:sarcasm:)',
  '(?:真|可真|也真|还真|好)(?:是)?(?:有你们的|行啊|会(?:做生意|玩)|能(?:拖|编|装)|够(?:可以|快|意思)的|牛逼?啊)',
  '(?:你们|你家|贵店)(?:可|也|还)?真(?:是)?(?:行|棒|厉害|牛|会|好意思|大方|快|准时|贴心|负责|专业)',
  '(?:服务|态度|效率|速度|质量|品控|售后)(?:可|也|还)?真(?:是)?(?:好|棒|高|快|绝|可以)(?:啊|呀|呢|哦|,)?.{0,20}(?:没人|不理|不回|不管|还没|坏|破|烂|等了|拖|假|错|三天|一周|\\d+天)',
  '(?:发货|物流|快递|配送|送货|客服|处理|退款|回复|动作|速度|效率)(?:可|也|还|就)?(?:是)?真(?:是)?(?:快|好|棒|行|及时|迅速|利索|积极).{0,20}(?:不动|没动|没发|没影|没消息|没人|还没|不理|不回|才|\\d+天|[两三四五六七八九十几]天)',
  '(?:长见识了|开了眼|开眼了|大开眼界|活久见|刷新(?:了)?(?:我的)?(?:三观|认知|下限))',
  '好一个.{1,12}|(?:不愧是|果然是).{0,8}(?:大牌|大店|旗舰店|官方|你们)|感情(?:我|你们)|敢情(?:我|你们)',
  '(?:真|太|好)(?:的|是)?(?:棒|厉害|优秀|贴心|牛|行|专业|周到|准时).{0,8}(?:又|还是|都|全|专).{0,6}(?:错|坏|碎|漏|少|破|烂|没)',
  '(?:感谢|谢谢|多谢|辛苦).{0,6}(?:让我|害我|教我).{0,16}(?:没有|没|白等|白跑|丢脸|损失|浪费|失望|后悔|错过|做人)',
  '(?:辛苦|感谢|谢谢)(?:你们|贵店|贵司|你家).{0,12}(?:拖|审了|等了|破烂|烂货|才回)|(?:收钱|要钱).{0,6}(?:快|勤).{0,8}(?:退|赔|管|装死)',
  '(?:佩服|服了(?:你们|你家)?|我服了|醉了|也是醉了|真服了|无语|呵呵哒)',
  '\\b(?:oh|wow|well),? (?:great|fantastic|wonderful|brilliant|amazing|lovely|perfect|bravo|nice|good job)\\b.{0,50}\\b(?:again|broken|late|wrong|another|still|now|nothing|never|auto|bot|delay|days?|weeks?)',
  '\\bthanks? (?:you )?(?:so much |a lot |very much )?for (?:nothing|wasting|ruining|breaking|losing|ignoring|the (?:broken|wrong|late|delay|headache))',
  '\\b(?:great|nice|good|brilliant|stellar|impressive|top[- ]notch|excellent) (?:job|service|work|customer service|quality|going)\\b.{0,40}\\b(?:broke|broken|wrong|late|lost|never|nobody|no one|weeks?|days?|again|ignor)',
  '\\b(?:congrat(?:s|ulations)|bravo|slow clap|what a joke|you must be (?:so )?proud|how (?:kind|generous|thoughtful) of you|just great|just perfect|just what i needed)\\b',
];

export const emotionWords: readonly EmotionWords[] = [
  {
    emotion: 'angry',
    weight: 3,
    says: '垃圾(?:店|商家|客服|东西|货|公司|平台|玩意|品牌|服务)|什么(?:破|垃圾|烂|狗屁|玩意|鬼)|(?:去死|滚(?:蛋|开)?(?!动|筒|轮|珠|边|水|烫|刷)|混蛋|王八|畜生|不要脸|无耻|黑心|奸商|无良|狗屁|放屁|脑残|傻逼|沙比|煞笔|sb(?![a-z])|nmsl|特么|他妈|妈的|tmd|操你|卧槽|我靠|气死|火大|怒了|愤怒|岂有此理|忽悠|欺负(?:人|我|消费者)|耍(?:我|人|猴|赖)|坑(?:人|我|钱|爹)|骗子|骗人|店大欺客|霸王条款|强盗|吃相)',
  },
  {
    emotion: 'angry',
    weight: 2,
    says: '投诉|差评|举报|曝光|起诉|12315|给(?:我)?(?:个|一个)说法|凭什么|什么态度|太过分|过分了|太不像话|不负责任|推(?:来推去|卸|脱|三阻四)|踢皮球|敷衍|装死|不理人|(?:没完没了|烦死|烦人|受不了|忍无可忍|不可理喻|欺诈|糊弄|糟蹋|恶劣|差劲|太差劲|离谱|扯淡|搞笑呢|逗我|玩我|你们(?:怎么)?(?:做|办|干)(?:的)?(?:事|生意)的|:angry:|:bad:)',
  },
  {
    emotion: 'angry',
    weight: 3,
    says: '\\b(?:fuck\\w*|shit\\w*|bullshit|wtf|screw you|idiots?|liars?|thie(?:f|ves)|crooks?|scam(?:mers?)?|criminals?|disgusting|disgrace(?:ful)?|pathetic|outrageous|furious|livid|unacceptable|ridiculous|worst|garbage|how dare you|shame on you|damn|crap|infuriating|sick of|fed up)\\b',
  },
  {
    emotion: 'angry',
    weight: 2,
    says: '\\b(?:terrible|horrible|awful|useless|incompetent|rude|joke|annoy(?:ed|ing)|angry|mad|complain(?:t|ing)?|i want (?:a|your) manager|report you|sue|lawyer|stop (?:lying|ignoring|wasting)|waste of (?:time|money)|again and again|do your job|tired of)\\b',
  },
  {
    emotion: 'angry',
    weight: 3,
    says: '(?:久|慢|不动|没动|天了|半天).{0,6}是(?:在|去).{0,4}(?:过年|睡觉|睡着|度假|散步|冬眠|养老|放假)|(?:很|太|超|有够|真|真的)(?:扯|瞎|雷|烂|夸张)(?:耶|欸|吧|了|的)?|扯爆|傻眼|搞什么|搞屁|是(?:在)?怎样(?:啦|啊|耶|,|。|!|\\?|$)|是在哈[啰罗]|有没有搞错|莫名其妙耶',
  },
  {
    emotion: 'angry',
    weight: 3,
    says: '割(?:我|谁|老?客)?(?:们|的)?韭菜|(?:当|拿)(?:我|我们|人|顾客|客人|老?客户|消费者)?(?:们)?(?:是|当|做|成)?(?:韭菜|傻[子瓜]|猴|冤大头|提款机|盘子)|好欺负|恶心(?:人|我|你们|的(?:店|商家|客服|嘴脸))|(?:你们|商家|客服|店家?|平台|嘴脸|态度|套路|做法).{0,6}恶心',
  },
  // What disgusts about the goods is not said against the people.
  {
    emotion: 'disappointed',
    weight: 1.5,
    says: '(?<!孕.{0,4})恶心(?!想吐|呕|的时候)|膈应|(?:质量|做工|品质|品控|料子|用料|质感|手感)(?:也|真的?|实在|确实)?(?:太|好|这么|真|很)?(?:差|次|糟|不行|烂)(?!不|吗|异)',
  },
  {
    emotion: 'anxious',
    weight: 3,
    says: '人呢(?:\\?|$|!|,|。)|(?:人|客服|店家)(?:都|又)?(?:去|跑)(?:了)?哪',
  },
  {
    emotion: 'anxious',
    weight: 3,
    says: '(?:怎么|为什么|咋|干嘛)(?:都|还|一直|就)?(?:不|没)(?:人)?(?:回(?!收|购|运|头)|理|说话|吭声|应)|(?:半天|好久|这么久|老半天)(?:都|了)?(?:不|没)(?:有)?(?:人)?(?:回|理)|有人(?:吗|在吗)(?:\\?|!){2,}|\\b(?:anyone there|is anybody there|hello\\?\\?+|why (?:is no one|are you not) (?:answering|replying))',
  },
  {
    emotion: 'worried',
    weight: 3,
    says: '(?:之前|以前|前|那天|当天|号).{0,6}(?:到不了|收不到|寄不到|赶不上|送不到|不到货)|(?:到不了|收不到|赶不上|来不及).{0,3}(?:怎么办|咋办|咋整|怎么弄)',
  },
  {
    emotion: 'anxious',
    weight: 2,
    says: '急(?:用|死|着|需|急|啊|!|的)|着急|很急|好急|太急|等着(?:用|穿|吃|送|急)|来不及|赶(?:时间|紧|快|不上|得上)|抓紧|火速|立刻|马上(?:就)?要|尽快|加急|十万火急|快(?:点|些|一点)?(?:发|回|处理|给|送|帮|退|寄|点|啊)|催(?:一下|一催|催|下)|拜托|求(?:求|你)|救命|怎么还(?:没|不)|(?:什么|啥)时候才|到底(?:什么时候|啥时候|多久|要多久|还要|发不发)|等(?:了)?(?:好|很)(?:久|几|多)|等不(?:及|了)|(?:今天|明天|后天|周[一二三四五六日]).{0,6}(?:就要|必须|一定要|要用|之前(?:必须|要))',
  },
  {
    emotion: 'anxious',
    weight: 2,
    says: "\\b(?:hurry|urgent(?:ly)?|asap|as soon as possible|right (?:now|away)|immediately|in a rush|quick(?:ly)?|running out of time|deadline|(?:need|want) (?:it|this|them|that) (?:by|today|now|tomorrow|before)|can't wait|please please|time[- ]sensitive|last minute|expedite|when (?:will|is) .{0,30}(?:finally|ever)|still waiting|how much longer|chop chop)\\b",
  },
  {
    emotion: 'worried',
    weight: 2,
    says: '担心|害怕|怕(?:不|被|是|会|到|坏|买|退|收|冷|丢|碎)?|不放心|放心吗|有点慌|好慌|慌了|不安|忧心|没底|靠谱(?:吗|不|么)|可靠吗|会不会(?:是)?(?:丢|坏|假|骗|不|退|漏|少|碎|过期|有问题|被|错)|不会(?:是)?(?:丢|坏|假|骗|不|错|漏|破|寄错)|万一|丢了(?:吧|怎么办|吗)|是不是(?:丢|假|骗|被)|怎么办(?:啊|呀|呢)?|心里没|吓(?:死|到|坏|人|得)|安全吗|:worry:',
  },
  {
    emotion: 'worried',
    weight: 2,
    says: "\\b(?:worr(?:y|ied|ying)|afraid|scared|nervous|concern(?:ed|s)?|anxious about|what if|is (?:it|this|my .{1,20}) (?:safe|secure|legit|real|lost)|panick?ing|freaking out|terrified|hope (?:it|this|they) (?:isn't|won't|doesn't|didn't)|will (?:it|they) (?:break|survive|be ok)|suspicious|trust (?:this|you))\\b",
  },
  {
    emotion: 'disappointed',
    weight: 2,
    says: '失望|心寒|心凉|心塞|后悔|遗憾|可惜|白(?:等|买|花|期待|高兴)|期待(?:了)?.{0,8}(?:结果|却)|不(?:会)?再(?:来|买|光顾|回购|信)|再也不(?:会|买|来|信)|没想到.{0,10}(?:差|这样|坏|这么|如此)|本来(?:还)?(?:以为|想|挺|很)|早知道|不如(?:以前|从前|预期|想象|别家)|没有(?:想象|描述|图片|照片)|比想象(?:的|中)?(?:差|小|薄)|算了(?:吧)?|就这样吧|不抱希望|不值(?:这个价|得)?|一般般|差强人意|大不如前|难过|伤心|扫兴|心累|唉|哎|:sad:|不满意|不太满意|不喜欢|不太喜欢',
  },
  {
    emotion: 'disappointed',
    weight: 2,
    says: '\\b(?:disappoint(?:ed|ing|ment)|let ?down|regret|expected (?:better|more)|not (?:what i (?:expected|hoped|ordered)|worth|as (?:good|nice|described)|impressed|happy|satisfied)|sad(?:ly)?|give up|gave up|never (?:again|buying|shopping|ordering)|used to (?:be|love)|no (?:hope|longer)|what a (?:shame|pity)|such a shame|unfortunately|underwhelm\\w*|was hoping|thought it would|too bad|waste of money|ruined|oh well)\\b',
  },
  {
    emotion: 'confused',
    weight: 2,
    says: '(?:看|听|搞|弄|想|读|没|理解)(?:得)?(?:不|没)(?:太|大)?(?:懂|明白|清楚|出|通|搞懂|弄懂|看懂|听懂)|不(?:太|是很|大)?(?:懂|明白|理解|清楚)|没(?:搞|弄|看|听)(?:懂|明白|清楚)|(?:什么|啥)(?:意思|情况|鬼|东东)|怎么回事|搞糊涂|糊涂|晕(?:了|死)?|懵(?:了|逼|圈)?|一头雾水|疑惑|奇怪|莫名其妙|为什么(?:会|我|不|显示|还|要|和)|为啥|咦|到底(?:是|该|能|哪|算|有没有|怎么)|哪个(?:才)?是(?:真|对)|不是说|不是已经|怎么(?:又|变|多|少|两|会|跟|和|成|不一样)|:doubt:',
  },
  {
    emotion: 'confused',
    weight: 2,
    says: "\\b(?:confus(?:ed|ing)|don't (?:get|understand|follow)|doesn't make sense|makes? no sense|what do you mean|what does (?:that|this|it) mean|not (?:sure|clear) (?:what|how|why|which|i)|unclear|lost me|how come|why (?:is|are|does|do|did|was|am|would|has|have)|puzzled|huh|wait,? (?:what|so|which|why|how)|which (?:one )?is (?:it|right|correct)|contradict\\w*|i thought|can't figure)\\b",
  },
  // Two question marks alone are as well those of somebody who is angry or waits: the other words of the message decide.
  { emotion: 'confused', weight: 1, says: '\\?\\?' },
  {
    emotion: 'satisfied',
    weight: 2,
    says: '(?:很|非常|十分|特别|挺|太|蛮|超|真|好|相当|比较)(?:的)?(?:满意|喜欢|好用|好吃|好看|好喝|漂亮|棒|赞|划算|值得|给力|贴心|感谢|开心|高兴|惊喜|暖心|专业|耐心|细心|靠谱|快)(?!吗|不|么|\\?|点|递|些|退|发)|满意(?!吗|不|度|为止)|谢谢(?!.{0,4}(?:全家|八辈))|感谢|多谢|辛苦(?:了|啦|你)|麻烦你了|太好了|(?:好评|五星|点赞|推荐给|回购|爱了|爱死|真香|没得说|yyds|绝绝子|无敌|良心|给力|物超所值|超值|惊喜|暖心|靠谱!|厉害了?)|:(?:love|thanks|good):|:joy:',
  },
  {
    emotion: 'satisfied',
    weight: 2,
    says: "\\b(?:thank(?:s| you)|thx|appreciate\\w*|grateful|great|love(?:d|ly)? (?:it|this|them|the)|perfect(?:ly)?|excellent|amazing|awesome|fantastic|wonderful|brilliant|happy with|so happy|impressed|delighted|pleased|five stars|5 stars|best|helpful|well done|works (?:great|fine|well|perfectly)|good (?:quality|service|job)|nice (?:quality|one|work)|recommend(?:ed|ing)? (?:it|you|this)?|exceeded|couldn't be happier|cheers|kudos|you (?:rock|saved))\\b",
  },
];

/** A negation just before a word of satisfaction turns it. */
export const negatedPraise =
  "(?:不|没|没有|不太|不怎么|并不|哪里|毫无|一点都?不|谈不上|说好的?)(?:是)?(?:很|太|怎么|那么|特别)?(?:满意|喜欢|好用|好吃|好看|感谢|值得|划算|靠谱|推荐|专业|开心|高兴)|差(?:强人意)|\\b(?:not|isn't|wasn't|never|no|don't|didn't|far from|hardly|couldn't) (?:very |so |that |a |really |even |exactly )?(?:great|good|happy|impressed|helpful|perfect|recommend|love|pleased|satisfied|amazing|nice|appreciate)\\b(?!er)";

/** Makes any emotion stronger. */
export const strengthening =
  '非常|特别|极其|极度|太|超级|超|十分|真的(?:很|太)|真是|简直|完全|彻底|实在|死了|透了|爆了|极了|到极点|坏了|疯了|要命|受够|再也不|从来没|第一次(?:见|遇)|永远|最(?!近|后|少|多|晚|早|低|高|便宜|新)|无比|绝对|一万个|!!|\\b(?:very|so|extremely|absolutely|totally|completely|really|never|ever|utterly|beyond|worst|best|furious|at all)\\b|!{2,}';

/** Makes an emotion milder. */
export const softening =
  '有点|有些|稍微|略|一点点|小小的?|比较|还算|还行|还可以|不太|不是很|麻烦|请问|亲|哦|一般|\\b(?:a bit|a little|slightly|kind of|kinda|sort of|somewhat|rather|please|just wondering|fairly)\\b';
