/**
 * How shoppers write trade words by sound, by slip or by region, and the word that is meant, all in simplified characters and lower case.
 * `not` lists characters that must not follow ("发或者" is no slip for 发货). A shop may add lines; longer wordings win.
 */
export type TradeWord = { written: string; meant: string; not?: string };

/** Slips of the input method: same or nearly the same sound, or a character that looks alike. */
const slips = `
发或=发货!者是许 发祸=发货 发获=发货 法货=发货 罚货=发货 发火了吗=发货了吗 发火时间=发货时间 花货=发货 发活=发货 发货呢吗=发货了吗
几天道=几天到 几天倒=几天到 什么时候倒=什么时候到 多久倒=多久到 多久能倒=多久能到 什么时候能道=什么时候能到 还没道=还没到
退宽=退款 退狂=退款 退快=退款!递点一些 推款=退款 退钱钱=退钱 腿款=退款 推货=退货 腿货=退货 退或=退货!者是 退获=退货 退活=退货 换或=换货!者是许 换获=换货
块递=快递 快弟=快递 快第=快递 快低=快递 筷递=快递 单好=单号 订但=订单 定单=订单 汀单=订单 订丹=订单
物留=物流 物溜=物流 无流=物流 物硫=物流 优会=优惠 优汇=优惠 优慧=优惠 油惠=优惠 幽会券=优惠券 优惠卷=优惠券 优惠圈=优惠券 优惠劵=优惠券 优慧券=优惠券 劵=券 代金卷=代金券 满减卷=满减券
包油=包邮 包由=包邮 包右=包邮 保邮=包邮 包游=包邮 免邮=包邮 运废=运费 云费=运费 运非=运费 邮非=邮费
发漂=发票 法票=发票 发飘=发票 开漂=开票 便宜典=便宜点 便亦=便宜 便以=便宜 遍宜=便宜 偏宜=便宜 偏移点=便宜点 少点吧=便宜点吧
尺吗=尺码 迟码=尺码 尺马=尺码 吃码=尺码 马数=码数 吗数=码数 颜涩=颜色 言色=颜色 质亮=质量 治量=质量 制量=质量 只量=质量 掉涩=掉色 褪涩=褪色 起秋=起球 其球=起球 缩睡=缩水
正频=正品 真品=正品 整品=正品 甲货=假货 现或=现货!者是 现活=现货 县货=现货 有活吗=有货吗 有或吗=有货吗 缺或=缺货!者 补或=补货!者 断活=断货
客福=客服 客付=客服 克服人员=客服人员 转人功=转人工 认工=人工 专人工=转人工 转仁工=转人工 机器任=机器人
地止=地址 地只=地址 地扯=地址 低址=地址 改地子=改地址 收件认=收件人 收获地址=收货地址 确认收获=确认收货 收获=收货!满颇良的季 手机号吗=手机号码 电化=电话 店话=电话
取消丁单=取消订单 取削=取消 取笑订单=取消订单 拍措=拍错 拍错鸟=拍错了 拍错料=拍错了 漏法=漏发 少发啦=少发了 发错或=发错货 坏调=坏掉 破孙=破损 破笋=破损 碎调=碎掉
赔尝=赔偿 陪偿=赔偿 赔长=赔偿 补尝=补偿 补长=补偿 返线=返现 反现=返现 好评反现=好评返现 差平=差评 差凭=差评 好平=好评 投素=投诉 头诉=投诉 投述=投诉 投书=投诉 举抱=举报
价保护=价保 保介=保价 降加=降价 降嫁=降价 差介=差价 补差加=补差价 满见=满减 秒沙=秒杀 赠拼=赠品 赠频=赠品 送什末=送什么
付宽=付款 负款=付款 付款不料=付款不了 支负=支付 花被=花呗 花贝=花呗 话呗=花呗 支付保=支付宝 微信之付=微信支付 货道付款=货到付款 分其=分期 扣宽=扣款
安装师付=安装师傅 说名书=说明书 怎末=怎么 咋么=怎么 甚么=什么 什莫=什么 什末=什么 神么=什么 为神马=为什么 肿么=怎么 神马时候=什么时候 啥子=什么 啥时候=什么时候 啥时=什么时候
咋=怎么!舌 木有=没有 没由=没有 莫有=没有 有木有=有没有 造吗=知道吗 造不=知道不 不造=不知道!成 酱紫=这样子 介个=这个 介样=这样 辣么=那么 灰常=非常 稀饭=喜欢 素不素=是不是
可8可以=可不可以 可伐=可以吗 阔以=可以 口以=可以 蟹蟹=谢谢 谢谢泥=谢谢你 3q=谢谢 3ku=谢谢 88了=再见了 拜拜=再见 拜了=再见了 在嘛=在吗 在么=在吗 在莫=在吗
有人嘛=有人吗 有人么=有人吗
発=发 売=卖 単=单 変=变 図=图 気=气 対=对 関=关 様=样 莪=我 涐=我 伱=你 沵=你 恏=好 の=的 溡=时 哒货=的货 签受=签收 鉴收=签收
退货宽=退货款 申情=申请 甚请=申请 申清=申请 运费线=运费险 取件吗=取件码 取件马=取件码 验证吗=验证码 菜鸟译站=菜鸟驿站 译站=驿站 派松=派送 配宋=配送
介是=这是 辣个=那个 木得=没有 么得=没有 莫得=没有 没得=没有!到起上意 神马=什么 冇=没有 有冇=有没有 俺=我 俺们=我们 侬=你 甭=不用 啷个=怎么 咋个=怎么 咋子=怎么 搞么子=干什么 嘛时候=什么时候 多咱=什么时候 几会儿=什么时候
好伐=好吗 是伐=是吗 有伐=有吗 行伐=行吗 对伐=对吗 晓得伐=知道吗 几耐=多久 几时至=什么时候才 点解=为什么 点样=怎么 点搞=怎么弄 边度=哪里 边个=哪个 乜嘢=什么 乜野=什么 唔该=谢谢 唔使=不用 唔系=不是 系咪=是不是 唔要=不要 唔知=不知道 几多钱=多少钱 几钱=多少钱 平啲=便宜点 平d=便宜点 俾我=给我 畀我=给我 嘅=的 喺=在 咁=这么 哋=们 佢=他
nsdd=你说得对 xswl=笑死我了 蚌埠住了=绷不住了 栓q=谢谢 哈啰=哈喽 哈罗=哈喽
`;

/** Pinyin and half-pinyin fragments that stand for a trade word. */
const pinyin = `
tuihuo=退货 退huo=退货 tui货=退货 tuikuan=退款 退kuan=退款 tui款=退款 tuiqian=退钱 退qian=退钱 huanhuo=换货 换huo=换货
huan货=换货 fahuo=发货 发huo=发货 fa货=发货 fahuole=发货了 kuaidi=快递 快di=快递 kuai递=快递 wuliu=物流 物liu=物流 wu流=物流
dingdan=订单 订dan=订单 ding单=订单 danhao=单号 单hao=单号 kefu=客服 客fu=客服 ke服=客服 rengong=人工 人gong=人工
zhuanrengong=转人工 zrg=转人工 rgkf=人工客服
youhui=优惠 优hui=优惠 youhuiquan=优惠券 优惠quan=优惠券 yhq=优惠券 baoyou=包邮 包you=包邮 yunfei=运费 运fei=运费 youfei=邮费
邮fei=邮费 fapiao=发票 发piao=发票 fa票=发票 zhiliang=质量 质liang=质量 chima=尺码 尺ma=尺码 yanse=颜色 颜se=颜色 dizhi=地址
地zhi=地址 gaidizhi=改地址 zhengpin=正品 正pin=正品 jiahuo=假货 假huo=假货 xianhuo=现货 现huo=现货 youhuo=有货 有huo=有货
zengpin=赠品 赠pin=赠品
shenme=什么 shenmeshihou=什么时候 zenme=怎么 weishenme=为什么 duoshaoqian=多少钱 多少qian=多少钱 pianyi=便宜 便yi=便宜
pianyidian=便宜点 xiexie=谢谢 zaima=在吗 zaibu=在吗 nihao=你好 qinqin=亲亲 meiyou=没有 shoudao=收到 haimeidao=还没到
jitiandao=几天到 peichang=赔偿 赔chang=赔偿 buchang=补偿 tousu=投诉 投su=投诉 tou诉=投诉 chaping=差评 差ping=差评
haoping=好评 fanxian=返现 返xian=返现 laji=垃圾 垃ji=垃圾 pianzi=骗子 骗zi=骗子 pian子=骗子 zhifubao=支付宝 zfb=支付宝
weixin=微信 wx=微信 vx=微信 huabei=花呗 花bei=花呗 jd=京东 tb=淘宝 pdd=拼多多 sf=顺丰 shunfeng=顺丰 zto=中通 yto=圆通 sto=申通
yunda=韵达
tk=退款 th=退货 kf=客服 rg=人工 kd=快递 wl=物流 dh=单号 fh=发货 fk=付款 yf=运费 fp=发票 查dd=查订单 我的dd=我的订单 这个dd=这个订单 那个dd=那个订单 dd号=订单号 dd我=等等我
到huo=到货 daohuo=到货 收huo=收货 shouhuo=收货 duojiu=多久 jidian=几点 jitian=几天 zenmeyang=怎么样 buyaole=不要了 quxiao=取消 取xiao=取消 shouhou=售后 售hou=售后 huaile=坏了 posun=破损 po损=破损 cuole=错了 facuo=发错 fa错=发错 shaole=少了 loufa=漏发 buxiang=不想 zhekou=折扣 huodong=活动 zengsong=赠送 pingjia=评价 shunxin=顺心 youzheng=邮政
`;

/** Words of Taiwan and Hong Kong shops and what a mainland shop calls the same thing. */
const regional = `
宅配=快递 黑猫=快递!投 货运行=快递 物流士=快递员 送货员=快递员 配送员=快递员 退费=退款 退刷=退款 退钱给我=退款给我 刷退=退款 鉴赏期=七天无理由 犹豫期=七天无理由
七天鉴赏期=七天无理由 统编=税号 统一编号=税号 载具=电子发票载具 三联式=专用发票 二联式=普通发票 电子发票=电子发票 收据=发票
折价券=优惠券 折扣码=优惠券 优惠码=优惠券 优惠代码=优惠券 折扣券=优惠券 购物金=红包 抵用券=优惠券 折抵=抵扣 满额=满减 免运=包邮 免运费=包邮 免运门槛=包邮门槛 含运=包邮
运送费=运费 寄送=发货!到地 出货=发货 出货日=发货日 寄出=发出 补货=补货 预购=预售 卖场=店铺 货品=商品 品项=商品 尺寸表=尺码表 瑕疵品=次品 瑕疵=质量问题 品质=质量
客服小姐=客服 客服人员=客服 小编=客服 真人=人工!头秀 专人=人工!负配 专员=人工客服 讯息=消息 简讯=短信 网路=网络 影片=视频 照片=图片 帐号=账号 帐户=账号 账户=账号
登入=登录 登出=退出登录 连结=链接 网址=链接 程式=程序 信用卡刷不过=信用卡支付失败 刷卡=信用卡支付 汇款=转账 转帐=转账 超商取货=自提 超商=便利店 超取=自提 面交=自提
取货付款=货到付款 贷到付款=货到付款 货到付现=货到付款 街口=支付 点数=积分 红利=积分 保固=保修 保固期=保修期 送修=维修
多久会到=多久到 几时到=什么时候到 几时=什么时候 甚么时候=什么时候 何时=什么时候 请问一下=请问 麻烦您=麻烦你 您们=你们 您=你 唷=哦 咩=吗 喔=哦 齁=哦 啰=了
`;

/** Every line of the tables; the order does not matter. */
export const tradeWords: readonly TradeWord[] = [slips, pinyin, regional].flatMap(readTable);

function readTable(table: string): TradeWord[] {
  return table
    .split(/\s+/u)
    .filter((line) => line.includes('='))
    .map((line) => {
      const [written = '', rest = ''] = line.split('=');
      const [meant = '', not] = rest.split('!');
      return not === undefined ? { written, meant } : { written, meant, not };
    })
    .filter(({ written, meant }) => written !== meant);
}
