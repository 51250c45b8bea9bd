/**
 * What is left of a message that takes the wish for a person back ("算了不用人工了 你告诉我快递到哪就行"), '' where nothing else
 * is said; undefined where it does not. `isWaiting`: the customer waits for a person, so that "算了" alone is about that.
 */
export function withoutPerson(text: string, isWaiting = false): string | undefined {
  const found = refusal.exec(text) ?? (isWaiting ? givingUp.exec(text) : null);
  if (found === null) return undefined;
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return /[\p{L}\p{N}]{2}/u.test(rest) ? rest.replace(edges, '') : '';
}

/** A person is not wanted (any more); "不要机器人" wants one, and "不要人工智能" is none. */
const refusal =
  /(?:(?:算了|唉|哎|那|好吧|行吧|还是)[,，。 ]*)*(?:先|就)?(?:不用|不要|不需要|不必|不想|不找|不等|无需|别|甭|取消)再?(?:帮我|给我|麻烦)?(?:转接?|转|找|叫|等|排|要|到)?(?:给|到)?(?:人工|真人|活人|客服|专员|转接|排队|留言)(?!智能|智慧|费)(?:客服|服务|坐席)?(?:的)?(?:了|啦|吧|咯)?|\b(?:never ?mind|no need for|don'?t need|do not need|forget) (?:about )?(?:a |an |the )?(?:human|person|agent|representative)\b(?:\s+any ?more)?/iu;

/** Said by somebody who waits for a person, these are about the waiting. */
const givingUp =
  /^(?:唉|哎|那|好吧|行吧)?[,， ]*(?:算了)+(?:吧)?(?=$|[\s,，。.!！~你我就还]|算了)(?:算了)*|^(?:不用了|不等了|没事了|不需要了)(?=$|[\s,，。.!！~])|^\s*(?:never ?mind|forget it)\b/iu;

const edges = /^[\s,，。.!！~]+|[\s,，。.!！~]+$/gu;
