/** What an emoji or a text emoticon says; the name stands in the normalised text as `:name:`. */
export const signalNames = [
  'joy',
  'love',
  'thanks',
  'good',
  'sad',
  'angry',
  'doubt',
  'worry',
  'sweat',
  'sarcasm',
  'bad',
  'emoji',
] as const;
export type SignalName = (typeof signalNames)[number];

/** Emoji by what they mean in a shop's chat; 🙂 is read as in Chinese chats, where it is seldom friendly. */
const emojiBySignal: Readonly<Record<Exclude<SignalName, 'emoji'>, string>> = {
  joy: '😀😃😄😁😆😂🤣😊😇😉😋😎🤗🥳😺😸😹🎉🎊🥰😜😝🤪😛🙌☺',
  love: '😍😘😗😙😚🤩❤🧡💛💚💙💜💖💗💕💓💞💝💘♥🌹💐😻',
  thanks: '🙏🙇🤝',
  good: '👍👌💪👏✅🔥💯⭐🌟✨🆗',
  sad: '😢😭😿😞😔☹🙁😟😥😩😫😖😣🥺💔😓',
  angry: '😠😡🤬👿😤💢🖕😾👊😈',
  doubt: '🤔❓❔🧐🤨😕😶🤷',
  worry: '😰😨😱😧😦😳🥶',
  sweat: '😅💦😪',
  sarcasm: '🙂🙃😏🙄😒😑😐😌🤡',
  bad: '👎❌💩🗑🤮🤢😷',
};

/** Names that chat programs put in square brackets for their own emoticons. */
const bracketNames: Readonly<Record<Exclude<SignalName, 'emoji'>, string>> = {
  joy: '呲牙|憨笑|偷笑|愉快|可爱|调皮|哈哈|嘻嘻|笑|大笑|破涕为笑|笑cry|得意|耶|鼓掌|happy|smile',
  love: '爱心|玫瑰|色|亲亲|飞吻|心|比心|爱你|么么哒|love|heart',
  thanks: '抱拳|合十|谢谢|握手|拜托|抱抱|拥抱|thanks',
  good: '强|赞|OK|ok|胜利|加油|中国赞|good|棒',
  sad: '流泪|大哭|委屈|难过|心碎|可怜|泪|悲伤|伤心|快哭了|失望|衰|sad|cry',
  angry: '发怒|怒|愤怒|生气|怒骂|咒骂|炸弹|菜刀|抓狂|怒火|angry|刀|拳头',
  doubt: '疑问|疑惑|思考|费解|问号|挖鼻|doubt',
  worry: '惊恐|惊讶|害怕|震惊|恐惧|吃惊',
  sweat: '汗|冷汗|流汗|尴尬|擦汗|捂脸|囧',
  sarcasm: '微笑|呵呵|白眼|鄙视|阴险|斜眼|翻白眼|撇嘴|再见|傲慢|吃瓜|doge|狗头|摊手|右哼哼|左哼哼',
  bad: '弱|吐|便便|踩|NO|差劲|bad',
};

/** Text emoticons; the pattern runs over normalised text, so full-width forms need no line of their own. */
export const emoticons: readonly { pattern: RegExp; signal: SignalName }[] = [
  { pattern: /(?<!\w)(?:T[_.]?T|Q[Aaωw]Q|;_;|TAT|π_π|>_<|:'\()(?!\w)/gu, signal: 'sad' },
  { pattern: /\(?[╯┻]°?[□Д益︵]?°?\)?[╯┻︵]*|(?<!\w)>:\((?!\w)/gu, signal: 'angry' },
  {
    pattern: /\(?\^[_\-ωvo.]?\^\)?|(?<![\w:/])(?::-?\)|:-?D|[Xx]D|=\)|:-?P)(?![\w/])|\(?≧[∀▽]≦\)?|\(∩_∩\)/gu,
    signal: 'joy',
  },
  { pattern: /<3+(?=[!~]|\s*$)|\(づ.{1,6}\)づ/gu, signal: 'love' },
  { pattern: /(?<![\w:/])(?::-?\(|:-?\/(?!\/)|=_=|-_-\|*|orz|OTZ)(?![\w/])/gu, signal: 'sweat' },
];

const emojiSignals = new Map<string, SignalName>(
  signalNames
    .filter((name) => name !== 'emoji')
    .flatMap((name) => [...emojiBySignal[name]].map((emoji): [string, SignalName] => [emoji, name])),
);
const bracketSignals = new Map<string, SignalName>(
  signalNames
    .filter((name) => name !== 'emoji')
    .flatMap((name) => bracketNames[name].split('|').map((word): [string, SignalName] => [word, name])),
);

/** Signal of one pictographic character; 'emoji' where it says nothing in particular. */
export function signalOfEmoji(emoji: string): SignalName {
  return emojiSignals.get(emoji) ?? 'emoji';
}

/** Signal of a name in square brackets, as in "[发怒]"; undefined where the brackets hold something else. */
export function signalOfBracket(name: string): SignalName | undefined {
  return bracketSignals.get(name);
}
