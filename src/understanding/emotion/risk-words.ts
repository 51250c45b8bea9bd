import type { Risk } from '../types.ts';

/**
 * A wording that brings a person into the conversation. `says` and `unless` are regular expressions (source text) over the normalised
 * text in lower case; a match of `says` that overlaps a match of `unless` does not count.
 */
export type RiskWords = { risk: Risk; says: string; unless?: string };

/** The table that ships with Peakdesk; a shop adds lines or replaces it. 投诉 alone is a complaint (an intent), no risk. */
export const defaultRiskWords: readonly RiskWords[] = [
  {
    risk: 'authority',
    says: '(?<!\\d)12315(?!\\d)|(?<!\\d)12345(?!\\d)(?=.{0,4}(?:投诉|热线|举报|电话|平台))|(?:打|拨打?|拨通|找|上)(?:一下)?12345(?!\\d)|工商(?:局|所|部门|举报|投诉|投訴|那里)?|消协|消费者协会|消费者保护|消保(?:官|会|法)|消基会|市监局|市场(?:监管|监督)|监管(?:局|部门)|质监局|药监局|食药监|物价局|税务局|国税|网信办|工信部|信访|报警|报了警|派出所|警察|公安|向?(?:有关|相关)部门|公平会|315(?!\\d)(?=.{0,3}(?:晚会|投诉|举报|曝光|见|平台))|(?:上|告到|打)315(?!\\d)|举报',
    unless:
      '工商(?:银行|管理|户|大学|注册|资料|信息|开户|执照)|个体工商户|怎么举报(?:差评|恶意)|警察(?:局旁|玩具|制服|帽)|公安(?:路|县)|税务局(?:路|旁|大楼|抬头)|派出所(?:旁|对面|附近|隔壁)|国税(?:发票|盘)',
  },
  {
    risk: 'authority',
    says: '\\b(?:trading standards|consumer (?:protection|affairs|rights|council|ombudsman)|better business bureau|bbb|ftc|attorney general|ombudsman|regulators?|(?:call|calling|called|report(?:ing|ed)?(?: you| this| it)? to|go(?:ing)? to|file (?:a )?(?:police )?report with) the (?:police|cops|authorities)|police report|action fraud)\\b',
  },
  {
    risk: 'exposure',
    says: '曝光|爆光|(?:发|挂|放|传|贴|上)(?:到|在|去|上)?(?:我的)?(?:网上|小红书|抖音|微博|快手|b站|知乎|朋友圈|贴吧|热搜|公众号|dcard|ptt|脸书|爆料公社|threads)|小红书(?:上)?(?:发帖|发文|避雷|曝|挂|见)|(?:找|联系|叫|通知|告诉|带|爆料给)(?:了)?(?:媒体|记者|电视台|报社|新闻)|上新闻|上热搜|媒体(?:曝|见|来|会)|记者|电视台|爆料|黑猫投诉|让(?:大家|所有人|全网|网友|更多人)(?:都)?(?:看看|知道|评评)|全网(?:曝|黑|避雷)|避雷(?:帖|贴|笔记)|写(?:篇|个)?(?:小作文|避雷)',
    unless:
      '曝光(?:度|率|补偿|时间|量|值|表|参数|模式|锁|灯)|(?:长|多重|双重|过度|欠|过|自动|手动)曝光|爆料价|记者(?:节|证|包)|(?:看|刷|种草|推荐).{0,6}(?:小红书|抖音|微博)|(?:小红书|抖音|微博|网上)(?:上)?(?:看|刷|种草|推荐|买|搜|同款)',
  },
  {
    risk: 'exposure',
    says: '\\b(?:go(?:ing)? (?:to the )?(?:press|media|public|viral)|the (?:press|media|newspapers?)|(?:to|call|contact|tell) the news|journalists?|reporters?|expose (?:you|this|your)|name and shame|(?:post|share|tweet|put|blast)(?:ing)? (?:this|it|you|about (?:this|you)|everything|the (?:photos?|video|screenshots?))(?: all)?(?: over| on| to)? (?:on |the )?(?:twitter|x\\.com|facebook|tiktok|reddit|instagram|youtube|social media|trustpilot|internet|online|web))\\b',
  },
  {
    risk: 'lawsuit',
    says: '起诉|诉讼|(?:上|去|向|告到)法院|法院|法庭|打官司|律师|法律(?:途径|手段|武器|程序|责任|诉讼)|走法律|告(?:你们|你家|死你|上法)|提告|存证信函|传票|仲裁|立案|民事赔偿|假一赔[三十]|退一赔[三十]|追究.{0,4}责任',
    unless:
      '法院(?:路|街|旁|对面|附近|隔壁|家属|门口|小区)|律师(?:袍|徽|证|服|专用|朋友|事务所(?:前台|收|楼))|(?:是|支持|承诺|保证|写着?)假一赔[三十]|假一赔[三十](?:吗|么|是|不|的意思|\\?)|告你们(?:一|个)',
  },
  {
    risk: 'lawsuit',
    says: '\\b(?:sue|suing|lawsuits?|lawyers?|attorneys?|solicitors?|legal (?:action|advice|proceedings|team)|small claims|take you to court|see you in court|court|subpoena|litigation)\\b',
    unless:
      '\\b(?:tennis|basketball|badminton|volleyball|squash|food|indoor|outdoor|clay|hard) courts?\\b|\\bcourt (?:shoes?|sneakers?|trainers?|heels?|tennis|size|vision|borough|classic)\\b|\\b\\d+ [a-z ]{0,24}court\\b|\\battorney general\\b',
  },
  {
    risk: 'safety',
    says: '(?:人身|生命)安全|安全隐患|(?:起|着|失)火(?!锅)|着火|烧起来|冒烟|冒火花|爆炸|炸了|炸开|炸裂|漏电|触电|电到|被电|电了(?:我|一下)|烫伤|烧伤|灼伤|割伤|划伤(?:了)?(?:手|脸|我|孩子|宝宝|眼)|扎伤|刺伤|砸伤|夹伤|摔伤|受伤|出血|流血|骨折|毁容|烂脸|休克|昏迷|晕倒|中毒|食物中毒|上吐下泻|拉肚子|腹泻|呕吐|送(?:去|到|进)?(?:医院|医|急诊|急救|抢救)|进(?:了)?(?:医院|急诊|icu)|住院|急诊|抢救|救护车|120(?=急救|来|送)|窒息|噎(?:到|住)|吞(?:下|了|进)(?:去)?.{0,6}(?:电池|磁|零件|珠)|过敏.{0,8}(?:医院|送医|急诊|休克|呼吸|肿|严重|起疹|红疹)|(?:严重|全身|满脸|孩子|宝宝|小孩|脸).{0,6}过敏(?:了|很)|(?:呼吸困难|喘不(?:上|过)气)|一氧化碳',
    unless:
      '打不着火|打着火|爆炸(?:盐|头|性|糖|酱|贴|优惠|价|卡)|炸了锅|(?:防|会不会|怕|担心|能不能|是否|不会|可以|容易)[^,。!?]{0,4}(?:漏电|触电|着火|起火|爆炸|烫伤|冒烟|过敏|受伤|窒息|炸裂|炸了|割伤|夹伤|拉肚子|腹泻|中毒|炸|窒息|噎到)|(?:烫伤|烧伤)(?:膏|药|贴|怎么护理|适用)|(?:住院|医院)(?:部|楼|陪护|用|急用|等着用)|在医院(?:上班|工作)|(?:防|治|止)(?:呕吐|腹泻|出血|流血|拉肚子)|急诊(?:科室?上班|室旁)|朋友住院|(?:漏电|触电)保护|价格(?:爆炸|炸裂)|(?:颜值|好看|好吃|效果)(?:爆炸|炸裂|炸了)|(?:肺|心态|脾气|气|快要?)炸了',
  },
  {
    risk: 'safety',
    says: "\\b(?:caught? (?:on )?fire|on fire|burst into flames|smok(?:ing|e) (?:came|coming|from)|started smoking|explod(?:ed|es|ing)|electric(?:al)? shock|shocked me|electrocuted|(?:got |was |been |is )?(?:burned|burnt) (?:my|me|his|her|our)|got burn(?:ed|t)|burn(?:ed|t)? (?:marks?|injur)|injur(?:ed|y|ies)|bleeding|cut (?:my|his|her) (?:hand|finger|face|foot)|hospital|emergency room|ambulance|anaphyla\\w*|allergic reaction|(?:severe|bad) (?:reaction|rash)|food poisoning|chok(?:ed|ing)|swallowed (?:a|the) (?:battery|magnet|button)|carbon monoxide|can'?t breathe|safety hazard|fire hazard)\\b",
    unless:
      '\\b(?:someone|friend|mum|mom|dad|flowers?|gift)[a-z ]{0,20} (?:in|to) (?:the )?hospital\\b|\\bhospital (?:bag|bed|gown|job|grade|corners|use)\\b|\\bwork (?:at|in) (?:a|the) hospital\\b|\\b(?:will|would|could|does|can|might) (?:it|this|they) (?:ever )?(?:explode|catch fire|cause an allergic)\\b|\\bfire (?:tv|stick|hd)\\b',
  },
  {
    risk: 'self-harm',
    says: '自杀|自残|轻生|寻死|想死(?!你|了你)|不想活|活不下去|活着没意思|跳楼|割腕|喝农药|死给你(?:们)?看|了结自己|结束生命',
    unless: '跳楼价|跳楼(?:大)?甩卖|想死的心(?:都)?有',
  },
  {
    risk: 'self-harm',
    says: '\\b(?:kill(?:ing)? myself|suicid(?:e|al)|end (?:my|it) (?:life|all)|want to die|self[- ]harm|hurt(?:ing)? myself)\\b',
  },
  {
    risk: 'fraud',
    says: '诈骗|诈欺|骗子|骗钱|骗人|(?:被|给|又)骗(?:了|钱|子)?|欺诈|盗刷|被盗(?:了)?|盗号|冒充(?:客服|你们)|假客服|钓鱼(?:网站|链接|短信)|(?:自称|说是)(?:你们)?(?:的)?客服.{0,12}(?:转账|汇款|验证码|退款链接|银行卡)|(?:要|让)我.{0,8}(?:转账到|验证码|安全账户)|非法集资|洗钱',
    unless:
      '(?:防|反)(?:诈骗|诈|盗刷|骗|盗)|防骗|骗(?:你|我)(?:玩|的啦)|骗子(?:店|商家|卖家|公司|平台)|(?:都是|一群|一帮)骗子',
  },
  {
    risk: 'fraud',
    says: '\\b(?:scam(?:s|med|ming|mers?)?|fraud(?:ulent|ster|sters)?|phishing|identity theft|stolen (?:card|account|identity)|hacked|unauthori[sz]ed (?:charge|transaction|payment|purchase)s?|con artists?|rip[- ]?off merchants?)\\b',
  },
];
