/** What a review may speak of. */
export const reviewAspects = [
  'quality',
  'logistics',
  'packaging',
  'service',
  'price',
  'size',
  'look',
  'taste',
  'effect',
  'authenticity',
  'smell',
  'usability',
  'gift',
  'freshness',
] as const;
export type ReviewAspect = (typeof reviewAspects)[number];

/** Words that show that a clause speaks of an aspect: regular expressions (source text) over normalised text in lower case. */
export const aspectWords: Readonly<Record<ReviewAspect, string>> = {
  quality:
    '质量|做工|材质|用料|质感|面料|布料|料子|品质|结实|耐用|坏|断|掉色|起球|缩水|线头|开线|瑕疵|屏幕|电池|\\b(?:quality|material|fabric|build|durable|flimsy|sturdy|broke[n]?|stitching|well[- ]made)\\b',
  logistics:
    '物流|快递|发货|送货|配送|运输|到货|派送|速度(?!快的电脑)|收到货|几天(?:就|才)到|\\b(?:shipping|delivery|delivered|arrived|courier|shipped)\\b',
  packaging: '包装|包裹|外壳破|箱子|盒子|压扁|漏(?:了|出)|密封|\\b(?:packaging|packed|wrapped|box)\\b',
  service:
    '客服|服务|态度|售后|店家|老板|卖家|商家|前台|服务员|\\b(?:service|support|staff|seller|customer care|representative)\\b',
  price:
    '价格|价钱|便宜|贵|性价比|划算|实惠|优惠|降价|值(?!得一看)|\\b(?:price|cheap|expensive|value|worth|bargain|money)\\b',
  size: '尺码|尺寸|大小|码(?:数|子)|偏大|偏小|合身|合适|太大|太小|宽松|紧身|版型|\\b(?:size|fit|fits|fitted|too (?:big|small|large|tight|loose)|runs (?:small|large))\\b',
  look: '颜色|外观|好看|漂亮|款式|样式|图案|色差|颜值|难看|丑|设计|图片|照片|\\b(?:colou?rs?|looks?|beautiful|ugly|pretty|design|style|picture|photo)\\b',
  taste:
    '味道|口感|好吃|难吃|好喝|难喝|甜|酸|苦|香(?:甜|脆|浓)|鲜美|脆|\\b(?:taste[sd]?|flavou?r|delicious|yummy|bland|sweet|sour)\\b',
  effect:
    '效果|管用|好用|不好用|没用|有用|功能|性能|反应|速度慢|流畅|卡顿|卡(?:死|机)|发热|噪音|声音|音质|加热|去屑|保湿|\\b(?:works?|working|effective|performance|noise|sound|fast|slow|laggy|battery life)\\b',
  authenticity: '正品|假货|真假|山寨|仿|官方|防伪|冒牌|\\b(?:genuine|authentic|fake|counterfeit|knock-?off)\\b',
  smell: '气味|异味|味儿|难闻|刺鼻|臭|香味|怪味|\\b(?:smell[sy]?|odou?r|stinks?|scent)\\b',
  usability:
    '安装|操作|说明书|使用方便|方便|简单|麻烦|复杂|\\b(?:easy to|hard to|instructions?|assembl\\w*|install\\w*|setup|convenient)\\b',
  gift: '赠品|送的|赠送|小礼物|\\b(?:free gift|freebie)\\b',
  freshness: '新鲜|保质期|生产日期|日期(?!送)|过期|烂(?:了|的)|变质|坏果|\\b(?:fresh|expired|expiry|rotten|stale)\\b',
};

/** Words of praise and blame for clauses and for reviews in languages that the trained model has not learnt. */
export const praise =
  '好(?!像|歹|几|久|多了|不容易|评返|意思)|满意|喜欢|不错|棒|赞|漂亮|划算|实惠|便宜|值得|给力|完美|舒服|合适|合身|快(?!递|要|捷酒店)|新鲜|正品|耐用|结实|推荐|惊喜|方便|流畅|耐心|周到|回购|良心|超值|精致|柔软|\\b(?:good|great|excellent|love[ds]?|perfect|nice|amazing|awesome|beautiful|happy|satisfied|recommend|best|comfortable|fast|quick|sturdy|soft|easy|works well|worth|fantastic|wonderful|pleased|impressed)\\b';
export const blame =
  "差|坏|烂|破|垃圾|失望|后悔|难(?:吃|用|看|闻|喝|受)|慢|贵|假|骗|坑|退货|退款|投诉|丑|臭|刺鼻|掉色|起球|缩水|线头|断|漏|脏|瑕疵|色差|偏(?:大|小)|太(?:大|小|薄|短|长|硬|少|甜)|不(?:好|行|满意|喜欢|值|推荐|新鲜|合适|合身|耐|清楚|负责|理)|没(?:用|效果|有效果|收到|反应)|问题|噪音|发热|卡顿|差评|过期|敷衍|糟糕|恶心|\\b(?:bad|poor|terrible|awful|horrible|broke|broken|cheap(?:ly)? made|disappoint\\w*|waste|worst|slow|late|defective|fake|ugly|uncomfortable|return(?:ed|ing)?|refund|useless|doesn't work|not work|fell apart|flimsy|rude|never again|wrong)\\b";
/** Turns the word right behind it. */
export const negation =
  "(?:不|没|没有|不太|不怎么|不是很|毫不|并不|未|别|\\b(?:not|isn't|wasn't|don't|doesn't|didn't|never|no|hardly)\\b(?: (?:very|so|too|that|really|a))?)\\s*$";
