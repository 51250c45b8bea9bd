import { eld } from 'eld/extrasmall';
import { isSimplifiedOnly, isTraditionalOnly } from './normalize/simplified.ts';
import type { ReplyLanguage } from './types.ts';

/** Language in which Peakdesk answers, and the language that the text is written in (BCP 47). */
export type DetectedLanguage = { language: ReplyLanguage; languageTag: string };

/** Read of a text at most; a language shows itself early. */
const readUnits = 600;
/** Latin texts shorter than this say too little for statistics; they are read as English unless they have letters of their own. */
const fewLetters = 12;

const taiwanWords =
  /宅配|超商|統編|統一編號|折價券|購物金|免運|鑑賞期|賣場|客服小姐|退刷|刷退|訊息|網路|帳號|簡訊|影片|連結|幾時|捷運|發票載具|載具|新臺幣|新台幣|台幣|臺幣|品項|登入|程式|軟體|螢幕|滑鼠|印表機|行動電源|面交|超取|店到店/u;
const scripts: readonly { pattern: RegExp; tag: string }[] = [
  { pattern: /[\u3040-\u30ff\uff66-\uff9d]/gu, tag: 'ja' },
  { pattern: /[\uac00-\ud7af\u1100-\u11ff]/gu, tag: 'ko' },
  { pattern: /\p{Script=Thai}/gu, tag: 'th' },
  { pattern: /\p{Script=Arabic}/gu, tag: 'ar' },
  { pattern: /\p{Script=Hebrew}/gu, tag: 'he' },
  { pattern: /\p{Script=Greek}/gu, tag: 'el' },
  { pattern: /\p{Script=Devanagari}/gu, tag: 'hi' },
];
/** An address says nothing about the language of the writer. */
const link = /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+|[\w.+-]+@[\w.-]+/giu;
const han = /\p{Script=Han}/gu;
const letters = /\p{L}/gu;

/** Tells the language of a message: by script first, by word statistics for Latin and Cyrillic. Signs and numbers alone give `fallback`. */
export function detectLanguage(text: string, fallback: ReplyLanguage = 'zh-CN'): DetectedLanguage {
  const read = withoutCode(text.slice(0, readUnits).replace(link, ' '));
  const letterCount = count(read, letters);
  if (letterCount === 0) return { language: fallback, languageTag: fallback };
  const hanCount = count(read, han);
  for (const { pattern, tag } of scripts)
    if (count(read, pattern) * 4 > letterCount) return { language: 'en', languageTag: tag };
  const opensChinese = fallback !== 'en' && /^\P{L}*\p{Script=Han}/u.test(read);
  if (hanCount > 0 && (hanCount * 8 >= letterCount || opensChinese)) return same(chineseOf(read, fallback));
  return otherLanguage(read, letterCount, fallback);
}

/** Traditional by the table, yet met in simplified text too (乾隆, 著名, 瞭望). */
const inBothScripts = new Set([...'乾著瞭祂喫拚囧汙砲祕妳'].map((character) => character.charCodeAt(0)));

/** Simplified by the table (of 眞, 羣, 妳 …), yet the ordinary characters in Taiwan and Hong Kong, too. */
const alsoTraditional = new Set([...'真台群峰床秘吃你拼污炮'].map((character) => character.charCodeAt(0)));

/**
 * One distinctive traditional character or Taiwan word is enough; simplified text has none. Words that are written alike in both
 * ("算了不退了") keep the language of the talk.
 */
function chineseOf(text: string, fallback: ReplyLanguage): ReplyLanguage {
  if (taiwanWords.test(text)) return 'zh-TW';
  let traditional = 0;
  let simplified = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (isTraditionalOnly(unit) && !inBothScripts.has(unit)) traditional += 1;
    else if (isSimplifiedOnly(unit) && !alsoTraditional.has(unit)) simplified += 1;
  }
  if (traditional > 0) return 'zh-TW';
  return simplified === 0 && fallback === 'zh-TW' ? 'zh-TW' : 'zh-CN';
}

function otherLanguage(text: string, letterCount: number, fallback: ReplyLanguage): DetectedLanguage {
  const isPlainLatin = /^[\p{ASCII}’“”…–—£€]*$/u.test(text);
  if (isPlainLatin && fallback !== 'en' && !hasEnglish(text) && (isPinyin(text) || !isPronounceable(text)))
    return same(fallback);
  if (isPlainLatin && (letterCount < fewLetters || englishWords.test(text)))
    return readShort(text, letterCount, fallback);
  const { language } = eld.detect(text);
  return language === '' || language === 'en' ? same('en') : { language: 'en', languageTag: language };
}

function hasEnglish(text: string): boolean {
  return englishWords.test(text) || tradeWords.test(text);
}

/** Markup, JSON, quoted keys and long codes are nobody's language. */
function withoutCode(text: string): string {
  return text
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/\{[^\n]*\}/gu, ' ')
    .replace(/(?<![^\s])(?=[\w+/=]*\d)(?=[\w+/=]*[A-Za-z])[\w+/=]{16,}(?![^\s])/gu, ' ')
    .replace(/\b[A-Za-z]+_[A-Za-z_]+\b/gu, ' ');
}

/** Chinese in Latin letters: every word is made of syllables ("yurongfu duoshao qian"). */
function isPinyin(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+/gu) ?? [];
  return words.length > 0 && words.join('').length >= 4 && words.every((word) => pinyinWord.test(word));
}

const pinyinWord =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ue|ui|uo|er|[aeiouv]))+$/u;

/** Keys hit at random have too few vowels, or consonants in heaps. */
function isPronounceable(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+/gu) ?? [];
  const sounding = words.filter((word) => !/[^aeiouy]{5,}/u.test(word) && /[aeiouy]/u.test(word));
  return sounding.length * 2 > words.length;
}

/** "ok", "L" or "SF123" say nothing about the language. */
function readShort(text: string, letterCount: number, fallback: ReplyLanguage): DetectedLanguage {
  const isWord = letterCount > 3 || englishWords.test(text);
  return isWord && !/^[A-Z\d\s\-#_.]+$/u.test(text) ? same('en') : same(fallback);
}

const englishWords =
  /\b(?:the|my|is|are|it|this|that|you|your|i|i'm|we|they|can|could|do|does|did|have|has|want|need|where|when|what|how|why|who|please|order|refund|return|ship|shipping|package|thanks|thank|hello|hi|hey|no|not|yes|for|with|and|of|to|in|on)\b/iu;

/** Words of the trade that stand alone as a message ("refund!!", "order status"). */
const tradeWords =
  /\b(?:orders?|refunds?|returns?|exchanges?|shipping|delivery|parcels?|packages?|tracking|track|status|invoices?|cancel|price|sizes?|sale|discounts?|coupons?|agent|human|help|payment|address|stock|colou?rs?|warranty|broken|damaged|missing|wrong|late|urgent|support|manager|complaint|buy|products?|service|available|cost|cheap|free|women|men|jacket|shoes|earbuds|gift)\b/iu;

function same(language: ReplyLanguage): DetectedLanguage {
  return { language, languageTag: language };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
