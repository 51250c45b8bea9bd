/** Openings after which more words nearly always follow within a second. */
const openings =
  /^(在吗|在么|在不在|你好|您好|亲|hi|hello|hey|嗨|哈喽|哈囉|那个|那個|我想问(一下|下)?|想问(一下|下)?|请问(一下)?|請問(一下)?|客服)[,,。.!!~~\s]*$/iu;

/**
 * How long a turn waits for more words before it is taken, in milliseconds: bare openings ("在吗") wait the channel's window, so that
 * several quick messages become one turn; anything else is answered at once.
 */
export function mergeWindow(text: string, channelMilliseconds: number): number {
  return openings.test(text.trim()) ? channelMilliseconds : 0;
}
