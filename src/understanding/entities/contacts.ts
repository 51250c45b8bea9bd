import { type Finder, type PatternRow, patternFinder } from './found.ts';

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝';
const compoundSurnames = '欧阳|上官|司马|诸葛|司徒|慕容|夏侯|皇甫|尉迟|公孙|令狐|长孙|东方|端木|南宫|西门|百里|独孤';
const chineseName = `(?:${compoundSurnames}|[${surnames}])[\\p{Script=Han}]{1,2}`;
const notInName = '(?![\\p{Script=Han}])';
const wordName = "[\\p{L}][\\p{L}'’.-]*";

const contacts: readonly PatternRow[] = [
  {
    type: 'link',
    pattern:
      /(?:https?:\/\/|www\.)(?:[^\s\p{Script=Han},。!?;"'<>()]|\?(?=[\w%])){3,400}|(?<![\w@.])(?:[\w-]+\.)+(?:com|cn|tw|net|shop|jd|tb)\/[^\s\p{Script=Han},。!?"'<>()]{1,300}/dgiu,
  },
  {
    type: 'email',
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/dgiu,
    value: (match) => match[0].toLowerCase().replace(/\.+$/u, ''),
  },
];

const names: readonly PatternRow[] = [
  name(
    `(?:我叫|姓名|名字(?:叫|是|改成|改为|换成)?|(?:收件|收货|取件|联系)人(?:姓名|名字)?|收件者|抬头(?:写)?)(?:叫|是|为|改成|改为|换成|写|:| )*(${chineseName}|\\p{Script=Han}{2,4}(?=[ ,。;\\n]|$))${notInName}`,
  ),
  name(
    `(?:我叫|姓名|(?:收件|收货|取件|联系)人(?:姓名|名字)?|收件者)(?:是|为|:| )*(${chineseName})(?=电话|手机|地址|的|要|想|在|买|昨天|今天)`,
  ),
  name(`(?:我是|这是|我姓名是)(${chineseName})(?=[,。!\\n ]|先生|女士|$)`),
  name(`(?<!\\p{Script=Han})(${chineseName})(?=[ ,:;]{0,3}(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4})`),
  name(`(?<=(?<!\\d)1[3-9]\\d{9}[ ,:;\\n]{1,3})(${chineseName})${notInName}`),
  name(
    `(?:(?<!\\p{Script=Han})|(?<=[给是找叫]))((?:${compoundSurnames}|[${surnames}])\\p{Script=Han}{0,2}(?:先生|女士|小姐))`,
  ),
  name(`(?:改成|改为|换成)(${chineseName})(?=收)`),
  englishName(
    `\\b(?:my (?:full )?name(?:'s| is)|name ?[:=]|recipient(?: name)?(?: is|:)|attn[.:]?|ship to[:]?|addressed to|under the name(?: of)?|i am called)\\s+(${wordName}(?: ${wordName}){0,2})`,
    'giud',
  ),
  englishName(
    `\\b(?:(?:[Tt]his|[Ii]t)(?:'s| is)|I(?:'m| am)|[Hh]i,? I'm|[Ii]'m) (\\p{Lu}[\\p{L}'’-]+ \\p{Lu}[\\p{L}'’-]+)`,
    'gud',
  ),
];

/** Links and e-mail addresses. */
export const findLinksAndMail: Finder = patternFinder(contacts);

/** Names of people who introduce themselves or are named as the receiver. */
export const findNames: Finder = patternFinder(names);

/** What is often behind "我叫" or "收件人" without being a name. */
const noName =
  /^(?:不|没|什么|谁|你|我|他|她|它|您|咱|这|那|哪|怎|为什|人工|客服|快递|老板|可以|能|要|想|还|写错|填错|是|的|在|有|都|改|换|错|地址|电话|手机|姓名|名字|公司|个人|单位|信息|方便|明天|今天|何时|何地|成都|成功|和你|和我|文字|时候|时间|应该|单独|全部|全款|明显|连衣|包邮|查询|查一|安排|高兴|于是|向你|任何|解决|关于|白色|黄色|金色|蓝色)/u;
const afterName =
  /\s+(?:and|or|but|from|with|my|the|at|in|on|phone|email|e-mail|zip|i|is|living|order|please|address|tel|to|for|of|postcode|so|can|want|need|would)\b.*$/iu;

function name(source: string): PatternRow {
  return {
    type: 'person-name',
    pattern: new RegExp(source, 'gud'),
    taken: 1,
    value: (match) => bareName(match[1] ?? ''),
  };
}

function englishName(source: string, flags: string): PatternRow {
  return {
    type: 'person-name',
    pattern: new RegExp(source, flags),
    taken: 1,
    value: (match) => trimName(match[1] ?? ''),
  };
}

/** "王芳收" is 王芳. */
function bareName(written: string): string | undefined {
  if (noName.test(written)) return undefined;
  return written.length >= 3 && written.endsWith('收') ? written.slice(0, -1) : written;
}

/** "Yusuf Rossi and my zip" is Yusuf Rossi. */
function trimName(words: string): string | undefined {
  const kept = words.replace(afterName, '').replace(/[.'-]+$/u, '');
  return /^(?:not|a|an|the|so|very|just|here|looking|trying|interested|wrong|on|in|sorry|still|also|going)\b/iu.test(
    kept,
  ) || kept.length < 2
    ? undefined
    : kept;
}
