import type { CallBackState } from './call-back-store.ts';

/** Calls that may stay unanswered; after the last one a ticket takes over. */
export const callTries = 2;

/** What becomes of a call-back by one call. */
export function afterCall(tries: number, outcome: 'reached' | 'missed'): { state: CallBackState; tries: number } {
  if (outcome === 'reached') return { state: 'reached', tries };
  return { state: tries + 1 >= callTries ? 'missed' : 'asked', tries: tries + 1 };
}

/** A phone number of any country as it is dialled: digits, perhaps with a leading plus; undefined where it is none. */
export function readPhone(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s().-]/g, '');
  return /^\+?\d{7,15}$/.test(plain) ? plain : undefined;
}

const wants =
  /(?:给|幫|帮)?我?(?:回(?:个|個|一?下)?(?:电话|電話|拨|撥)|打(?:个|個)?(?:电话|電話)(?:给我|給我)|(?:电话|電話)联系我|來電聯絡我)|\bcall\s+me(?:\s+back)?\b|\bcall-?back\b/iu;
const takesBack =
  /(?:取消|不用|不要|别|別|不必)(?:再)?(?:给我|給我)?(?:回(?:电|電|拨|撥)|打(?:电话|電話)|(?:电话|電話))|(?:cancel|no|don't|do not)\b.{0,20}\bcall/iu;

/** What a customer says of being called, in plain words; undefined where nothing. */
export function callBackWish(text: string): 'call' | 'no-call' | undefined {
  if (takesBack.test(text)) return 'no-call';
  return wants.test(text) ? 'call' : undefined;
}
