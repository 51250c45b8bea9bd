import type { ReplyLanguage } from '../../understanding/index.ts';

/** Everyday words of service talk in both scripts; the characters that differ tell which one a text is written in. */
const pairs =
  '们們这這个個货貨单單运運发發给給请請还還没沒对對时時间間问問题題换換签簽现現订訂优優惠惠员員谢謝账賬户戶号號码碼质質规規则則处處联聯系係电電话話显顯实實际際办辦预預计計达達确確认認录錄转轉诉訴编編类類购購买買让讓谁誰说說';
const simplifiedOnly = onlyIn(0);
const traditionalOnly = onlyIn(1);

/** Whether a text is written in the language that the customer reads; names from the plan do not count. */
export function isInLanguage(text: string, language: ReplyLanguage, names: readonly string[]): boolean {
  const own = names.filter((name) => name.length > 1).reduce((rest, name) => rest.split(name).join(' '), text);
  const han = own.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = own.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (language === 'en') return han <= letters / 20;
  if (han === 0 && letters > 12) return false;
  const foreign = language === 'zh-TW' ? simplifiedOnly : traditionalOnly;
  return ![...own].some((character) => foreign.has(character));
}

function onlyIn(offset: 0 | 1): ReadonlySet<string> {
  const characters = [...pairs].filter((_, at) => at % 2 === offset);
  const others = new Set([...pairs].filter((_, at) => at % 2 !== offset));
  return new Set(characters.filter((character) => !others.has(character)));
}
