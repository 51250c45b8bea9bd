import { readConfirmation } from './read-confirmation.ts';

/**
 * What a message says while a one-time code is offered or awaited: the way on which it shall come, once more, digits that are no code,
 * or that it is not wanted; undefined for anything else. `offered` are the values of the buttons shown.
 */
export function readVerification(
  text: string,
  offered: readonly string[],
): 'sms' | 'email' | 'again' | 'digits' | 'no' | 'yes' | undefined {
  const said = text.trim().toLowerCase();
  if (/^\D{0,3}\d{1,8}\D{0,3}$/.test(said)) return 'digits';
  const named = codeWords.find(({ value, words }) => words.test(said) && offered.includes(value));
  if (named !== undefined) return named.value;
  const reply = readConfirmation(said, sendingWords);
  if (reply !== 'yes') return reply;
  // A yes to the only way; with two of them it chooses none, and behind a code that was sent it is a courtesy.
  const ways = (['sms', 'email'] as const).filter((way) => offered.includes(way));
  return ways.length === 1 ? ways[0] : 'yes';
}

const codeWords = [
  {
    value: 'again',
    words:
      /重新?[发發]|再[发發]|再来一|再來一|没有?收到|沒有?收到|收不到|resend|again|(not|n't|never) (get|got|receive|arrive)/,
  },
  { value: 'sms', words: /短信|简讯|簡訊|手机|手機|\bsms\b|\btext\b|\bphone\b/ },
  { value: 'email', words: /邮箱|邮件|郵件|郵箱|信箱|e-?mail|\bmail\b/ },
] as const;

const sendingWords = {
  alsoYes: ['发', '发吧', '发送', '发过来', '发给我', '發', '發吧', '發送', '發給我', 'send it', 'send', 'go ahead'],
  beside: ['发', '发送', '验证码', '發', '發送', '驗證碼', 'send', 'send it', 'the code'],
};
