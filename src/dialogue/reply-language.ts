import type { ReplyLanguage, Understanding } from '../understanding/index.ts';

/** The talk so far, as far as it decides the language of the next reply. */
export type TalkLanguage = {
  /** Language of the conversation until now. */
  language: ReplyLanguage;
  /** Whether the customer has written before. */
  hasSpoken: boolean;
};

/**
 * Language of the reply. Who talks Chinese and answers with a name, an address, "XL" or a product's English name goes on in
 * Chinese; only a sentence of another language changes the language of the talk.
 */
export function replyLanguage({ language }: Understanding, text: string, talk: TalkLanguage): ReplyLanguage {
  if (language === talk.language || !talk.hasSpoken) return hasWords(text) ? language : talk.language;
  // An address in China, told in the middle of an English talk, is no change of language.
  if (talk.language === 'en' && isChineseAddress(text)) return talk.language;
  if (language !== 'en') return language;
  return isEnglishSentence(text) ? language : talk.language;
}

/** Pictures and cards stand in the text as "[…]" and say nothing of a language. */
function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replace(/\[[^\]]*\]/gu, ' '));
}

function isChineseAddress(text: string): boolean {
  return (
    /\d/.test(text) &&
    (text.match(/[省市区县镇路街道巷弄号栋幢座楼室單樓號區縣鎮棟]/gu) ?? []).length >= 3 &&
    !chineseSentence.test(text)
  );
}

/** Characters that stand in Chinese sentences and hardly in addresses. */
const chineseSentence = /[我你您吗呢吧嘛么的了请請要想能不是改换換退]/u;

function isEnglishSentence(text: string): boolean {
  const plain = text.replace(/\[[^\]]*\]|[\w.+-]+@[\w.-]+|https?:\S+/gu, ' ');
  return !/\p{Script=Han}/u.test(plain) && sentenceWords.test(plain);
}

/** Words that stand in sentences and hardly in names, addresses and options. */
const sentenceWords =
  /\b(?:i|i'm|i'd|i've|you|your|my|me|we|it|it's|please|pls|thanks|thank|can|could|would|will|want|need|have|has|is|are|was|do|does|did|don't|how|what|when|where|which|why|who|this|that|instead|hello|hi|change|cancel|return|exchange|refund|track|reply|speak)\b/i;
